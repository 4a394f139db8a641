import { useQuery } from "@tanstack/react-query";
import { answerOf, api, dataOf } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Device } from "@/core/domain/entities/device";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";

const DEVICES = "devices";

/** Where the person is signed in, the last used first. */
export function useDevices() {
  return useQuery({
    queryKey: usePersonalKey(DEVICES),
    queryFn: async () => (await dataOf(api.GET("/auth/sessions"))).sessions,
  });
}

export async function signOutDevice(id: string): Promise<void> {
  const key = personalKey(DEVICES);
  try {
    await answerOf(api.DELETE("/auth/sessions/{id}", { params: { path: { id } } }));
  } catch (error) {
    // It has ended by itself.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  queryClient.setQueryData<Device[]>(key, (devices) => devices?.filter((it) => it.id !== id));
}
