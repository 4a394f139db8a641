import { useQuery } from "@tanstack/react-query";
import { bodyOf, api, dataOf } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Device } from "@/core/domain/entities/device";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";

const DEVICES = "devices";

/** The devices on which the user is signed in, last used first. */
export function useDevices() {
  return useQuery({
    queryKey: usePersonalKey(DEVICES),
    queryFn: async () => (await dataOf(api.GET("/auth/sessions"))).sessions,
  });
}

export async function signOutDevice(id: string): Promise<void> {
  const key = personalKey(DEVICES);
  try {
    await bodyOf(api.DELETE("/auth/sessions/{id}", { params: { path: { id } } }));
  } catch (error) {
    // NOT_FOUND: its session has ended already.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  queryClient.setQueryData<Device[]>(key, (devices) => devices?.filter((device) => device.id !== id));
}
