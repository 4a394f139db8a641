import type { Generation } from "@/core/domain/entities/generation";

/** Percent below which the photos are read, and from which the image is finished. */
const STAGES = { reading: 10, finishing: 85 };

/** The key of the text that says what happens to an image that is being made. */
export function progressText({ status, progress }: Pick<Generation, "status" | "progress">) {
  if (status === "queued") {
    return "image.queued";
  }
  if (progress === null) {
    return "image.running";
  }
  return progress < STAGES.reading ? "image.reading" : progress < STAGES.finishing ? "image.running" : "image.finishing";
}
