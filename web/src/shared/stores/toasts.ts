import type { ComponentType } from "react";
import { create } from "zustand";

type Toast = typeof import("@heroui/react/toast").toast;

/** What shows the toasts, once it is loaded. */
export const useToasts = create<{ readonly Region: ComponentType | null }>(() => ({ Region: null }));

/** Loads what shows toasts. If it cannot be loaded, nothing is shown, and the next message tries again. */
async function load() {
  try {
    const [loaded, { ToastRegion }] = await Promise.all([import("@heroui/react/toast"), import("@/shared/components/toast-region")]);
    useToasts.setState({ Region: ToastRegion });
    return loaded;
  } catch {
    return null;
  }
}

/** Loads what shows toasts before the first one, which may say that the connection is lost. */
export const preloadToasts = (): void => void load();

/** Shows a message for a few seconds. */
export const toast = Object.assign((...message: Parameters<Toast>) => void load().then((loaded) => loaded?.toast(...message)), {
  success: (...message: Parameters<Toast["success"]>) => void load().then((loaded) => loaded?.toast.success(...message)),
  danger: (...message: Parameters<Toast["danger"]>) => void load().then((loaded) => loaded?.toast.danger(...message)),
});

/** Closes all toasts. */
export function closeToasts(): void {
  if (useToasts.getState().Region) {
    void load().then((loaded) => loaded?.toastQueue.clear());
  }
}
