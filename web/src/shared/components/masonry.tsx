import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { columnsOf, masonry } from "@/core/domain/masonry";

export interface Cell {
  readonly key: string;
  /** Its height, in twelfths of its width. */
  readonly height: number;
  /** Whether it stands for content that is being loaded. */
  readonly isPlaceholder?: boolean;
  readonly content: ReactNode;
}

interface MasonryProps {
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** Pictures of different heights in columns, whose number follows from the width. All columns end in one line. */
export function Masonry({ label, cells }: MasonryProps) {
  const list = useRef<HTMLUListElement>(null);
  const [columns, setColumns] = useState(2);
  useLayoutEffect(() => {
    const element = list.current!;
    const measure = () => setColumns(columnsOf(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const places = masonry(
    cells.map(({ height }) => height),
    columns,
  );
  return (
    <ul ref={list} aria-label={label} style={{ "--columns": columns } as React.CSSProperties}>
      {cells.map(({ key, isPlaceholder, content }, index) => {
        const { column, row, rows } = places[index]!;
        return (
          <li key={key} aria-hidden={isPlaceholder} style={{ gridColumn: column, gridRow: `${row} / span ${rows}` }}>
            {content}
          </li>
        );
      })}
    </ul>
  );
}
