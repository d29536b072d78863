import { type ReactNode, useEffect, useRef, useState } from 'react';
import { safe } from './words.ts';

interface Drawn {
  readonly height: number;
  readonly content: ReactNode;
}

/** Width until the page says how much room there is; also that of a page without scripts. */
const usualWidth = 720;
const least = 300;
const most = 1_400;

/** The room that an element has, pixels. */
function useRoom() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(usualWidth);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = () => {
      const room = Math.round(element.clientWidth);
      if (room > 0) setWidth(Math.min(most, Math.max(least, room)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}

interface CanvasProps {
  /** What a reader who does not see the picture should know. */
  readonly label: string;
  /** Pixels that the picture needs. Where there is less room, it is shown smaller. */
  readonly needs?: number;
  draw(width: number): Drawn;
}

/** A picture that is laid out for the room it has. */
export function Canvas({ label, needs = 0, draw }: CanvasProps) {
  const { place, width: room } = useRoom();
  const width = Math.max(room, needs);
  const { height, content } = draw(width);
  return (
    <div className="chart-canvas" ref={place}>
      <svg
        role="img"
        aria-label={safe(label)}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        {content}
      </svg>
    </div>
  );
}
