import { create } from "zustand";

type Toast = typeof import("@heroui/react/toast").toast;

/** Whether there was a toast. The first one loads the component that shows them. */
export const useToasts = create(() => ({ isLoaded: false }));

async function load() {
  const loaded = await import("@heroui/react/toast");
  useToasts.setState({ isLoaded: true });
  return loaded;
}

/** Shows a message for a few seconds. */
export const toast = Object.assign((...message: Parameters<Toast>) => void load().then((loaded) => loaded.toast(...message)), {
  success: (...message: Parameters<Toast["success"]>) => void load().then((loaded) => loaded.toast.success(...message)),
  danger: (...message: Parameters<Toast["danger"]>) => void load().then((loaded) => loaded.toast.danger(...message)),
});

/** Closes all toasts. */
export function closeToasts(): void {
  if (useToasts.getState().isLoaded) {
    void load().then(({ toastQueue }) => toastQueue.clear());
  }
}
