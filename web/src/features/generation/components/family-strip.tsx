import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Generation } from "@/core/domain/entities/generation";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { useFamily } from "../queries/generations";
import { useDeletions } from "../stores/deletions";

/** The versions of an image: the first one, and those that were made from it. */
export function FamilyStrip({ generation: { id, rootId }, search }: { generation: Generation; search: string }) {
  const { t } = useTranslation("generation");
  const deleted = useDeletions(({ ids }) => ids);
  const family = (useFamily(rootId).data ?? []).filter((member) => !deleted.has(member.id));
  const { number } = useFormats();
  const numbers = numbersOf(family);
  if (family.length < 2) {
    return null;
  }
  return (
    <section aria-labelledby="versions" className="family-strip mt-3">
      <h2 id="versions" className="sr-only">
        {t("image.versions")}
      </h2>
      <ul className="scroller -mx-1 flex gap-2.5 p-1 [justify-content:safe_center]">
        {family.map((member) => (
          <li key={member.id} className="w-16 shrink-0">
            <Link
              to={{ pathname: `/gallery/${member.id}`, search }}
              replace
              aria-current={member.id === id ? "page" : undefined}
              className="shows-focus group block rounded-xl text-center text-xs text-muted aria-[current]:font-medium aria-[current]:text-foreground"
            >
              <span className="mb-1 block aspect-square overflow-hidden rounded-xl bg-surface-tertiary -outline-offset-3 group-aria-[current]:outline-3 group-aria-[current]:outline-selection">
                <Picture url={member.image!.url} alt="" sizes="4rem" />
              </span>
              {member.type === "upscale"
                ? t("image.enlargedVersion", { number: number(numbers.get(member.id)!) })
                : number(numbers.get(member.id)!)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Numbers the versions. An enlarged one has the number of the picture that it enlarges. */
function numbersOf(family: readonly Generation[]): Map<string, number> {
  const numbers = new Map<string, number>();
  let count = 0;
  for (const { id, type, parentId } of family) {
    numbers.set(id, (type === "upscale" && numbers.get(parentId ?? "")) || ++count);
  }
  return numbers;
}
