import { lazy, Suspense, useEffect, useState } from "react";
import { toastQueue } from "@heroui/react/toast";
import { session } from "@/core/api/client";

const Region = lazy(async () => ({ default: (await import("./toast-region")).ToastRegion }));

/** Shows toasts. The toast component is loaded with the first one. Those of a user end with their session. */
export function Toasts() {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => toastQueue.subscribe(() => setLoaded(true)), []);
  useEffect(() => session.onChange((isSignedIn) => isSignedIn || toastQueue.clear()), []);
  return (
    isLoaded && (
      <Suspense>
        <Region />
      </Suspense>
    )
  );
}
