import { useEffect, useEffectEvent, useRef } from "react";

/** Pixels that a finger must move sideways to count as a swipe. */
const SWIPE = 56;

interface GalleryKeys {
  onPrevious(): void;
  onNext(): void;
  onClose(): void;
}

const isRightToLeft = () => document.documentElement.dir === "rtl";

/**
 * Calls back for the arrow keys and Escape, unless they belong to a field or a dialog, and for swipes over the element that gets the
 * returned props. Forward is the direction of reading.
 */
export function useGalleryKeys({ onPrevious, onNext, onClose }: GalleryKeys) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const move = (isForward: boolean) => (isForward ? onNext() : onPrevious());

  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (target?.closest("input, textarea, [role=tab], [role=menu]") || document.querySelector("[role=dialog], [role=alertdialog]")) {
      return;
    }
    if (event.key === "Escape") {
      onClose();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      move((event.key === "ArrowRight") !== isRightToLeft());
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handleKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);

  return {
    onTouchStart: ({ touches, target }: React.TouchEvent) => {
      const isField = target instanceof Element && target.closest("input") !== null;
      start.current = touches.length === 1 && !isField ? { x: touches[0]!.clientX, y: touches[0]!.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: React.TouchEvent) => {
      const from = start.current;
      start.current = null;
      const end = changedTouches[0];
      if (from && end) {
        const [x, y] = [end.clientX - from.x, end.clientY - from.y];
        if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) {
          move(x < 0 !== isRightToLeft());
        }
      }
    },
  };
}
