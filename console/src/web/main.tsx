import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { router } from './app/router.tsx';
import { showTheme } from './state/theme.ts';
import './app/look/look.css';

const place = document.getElementById('console');
if (place === null) throw new Error('the page has no place for the console');
// The policy of the pages allows no code made at run time.
config({ jitless: true });
showTheme();
const queries = new QueryClient();
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
