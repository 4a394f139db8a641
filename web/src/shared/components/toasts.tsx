import { lazy, Suspense, useEffect, useState } from "react";
import { toastQueue } from "@heroui/react/toast";

const Region = lazy(async () => ({ default: (await import("./toast-region")).ToastRegion }));

/** Where short messages appear; what shows them is loaded with the first one. */
export function Toasts() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => toastQueue.subscribe(() => setWanted(true)), []);
  return (
    isWanted && (
      <Suspense>
        <Region />
      </Suspense>
    )
  );
}
