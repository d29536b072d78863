declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Names that the page's address may hold. */
    readonly knows?: readonly string[];
  }
}
