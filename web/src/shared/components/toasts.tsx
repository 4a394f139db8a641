import { lazy, Suspense } from "react";
import { useToasts } from "@/shared/stores/toasts";

const Region = lazy(async () => ({ default: (await import("./toast-region")).ToastRegion }));

/** Shows toasts. The component is loaded with the first one. */
export function Toasts() {
  const isLoaded = useToasts((state) => state.isLoaded);
  return (
    isLoaded && (
      <Suspense>
        <Region />
      </Suspense>
    )
  );
}
