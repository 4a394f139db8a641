import { lazy, Suspense, useEffect, useState } from "react";
import { toastQueue } from "@heroui/react/toast";

const Region = lazy(async () => ({ default: (await import("./toast-region")).ToastRegion }));

/** Shows toasts. The toast component is loaded with the first one. */
export function Toasts() {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => toastQueue.subscribe(() => setLoaded(true)), []);
  return (
    isLoaded && (
      <Suspense>
        <Region />
      </Suspense>
    )
  );
}
