import type { Generation } from "@/core/domain/entities/generation";

/** How far an image is. While it is waiting or its progress is unknown, the bar shows no amount. */
export function Progress({ generation: { status, progress } }: { generation: Pick<Generation, "status" | "progress"> }) {
  const percent = status === "queued" ? null : progress;
  return (
    <span className="block h-1.5 w-full overflow-hidden rounded-full bg-foreground/15">
      {percent === null ? (
        <span className="indeterminate block h-full" />
      ) : (
        <span className="block h-full rounded-full bg-ember transition-[width]" style={{ width: `${Math.max(4, percent)}%` }} />
      )}
    </span>
  );
}
