import type { Generation } from "@/core/domain/entities/generation";

type Progressing = Pick<Generation, "status" | "progress">;

/** How far an image is, in percent; null while it is waiting or its progress is unknown. */
export const percentOf = ({ status, progress }: Progressing): number | null => (status === "queued" ? null : progress);

/** A bar that shows how far an image is, or no amount while that is unknown. */
export function Progress({ generation }: { generation: Progressing }) {
  const percent = percentOf(generation);
  return (
    <span className="block h-1.5 w-full overflow-hidden rounded-full bg-foreground/15">
      {percent === null ? (
        <span className="indeterminate block h-full" />
      ) : (
        <span className="block h-full rounded-full bg-selection transition-[width]" style={{ width: `${Math.max(4, percent)}%` }} />
      )}
    </span>
  );
}
