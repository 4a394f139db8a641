import { useThrottle } from "@/core/api/throttle";

/** Whether the server refuses all changes for now. */
export const useIsThrottled = (): boolean => useThrottle(({ until }) => until > 0);
