import { create } from "zustand";

/** Whether the server was reachable when last tried. */
export const useConnection = create<{ isReachable: boolean }>(() => ({ isReachable: true }));

export function reportReachable(): void {
  if (!useConnection.getState().isReachable) {
    useConnection.setState({ isReachable: true });
  }
}

export function reportUnreachable(): void {
  useConnection.setState({ isReachable: false });
}
