import { create } from "zustand";

/** Whether Nero answers, as far as the last request knows. */
export const useConnection = create<{ isReachable: boolean }>(() => ({ isReachable: true }));

export function reportReached(): void {
  if (!useConnection.getState().isReachable) {
    useConnection.setState({ isReachable: true });
  }
}

export function reportUnreachable(): void {
  useConnection.setState({ isReachable: false });
}
