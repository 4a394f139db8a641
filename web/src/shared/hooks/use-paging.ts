import { useRef } from "react";

/** Pixels that a finger must move sideways to count as a swipe. */
const SWIPE = 56;

const isRightToLeft = () => document.documentElement.dir === "rtl";

/**
 * Calls back for arrow keys and swipes sideways. Forward is the direction of reading.
 *
 * @returns a handler of keys, which returns whether it used the key, and props for the element on which the user swipes
 */
export function usePaging(onPrevious: () => void, onNext: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const move = (isForward: boolean) => (isForward ? onNext() : onPrevious());
  return {
    handleKey: (key: string): boolean => {
      const isArrow = key === "ArrowLeft" || key === "ArrowRight";
      if (isArrow) {
        move((key === "ArrowRight") !== isRightToLeft());
      }
      return isArrow;
    },
    swipes: {
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
    },
  };
}
