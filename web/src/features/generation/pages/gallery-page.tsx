import { Button, buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { CircleX, ImageOff, Plus, SearchX } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Failure } from "@/core/api/failure";
import { activeFirst, type GeneratedPicture, type Generation, isActive } from "@/core/domain/entities/generation";
import { Chip } from "@/shared/components/chip";
import { ExampleStrip } from "@/shared/components/example-pictures";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Masonry } from "@/shared/components/masonry";
import { MoreButton } from "@/shared/components/more-button";
import { Notice } from "@/shared/components/notice";
import { Picture } from "@/shared/components/picture";
import { PopularTemplates } from "@/shared/components/popular-templates";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { filterOf, parametersOf } from "../hooks/gallery-filter";
import { Progress } from "../components/progress";
import { progressText } from "../hooks/progress-text";
import { type GenerationFilter, useActiveGenerations, useGenerations } from "../queries/generations";
import { useDeletions } from "../stores/deletions";

/** How many images there are at least when the filters are shown. */
const FILTERED_FROM = 9;

/** Below how many images templates are suggested. */
const FEW = 5;

const PAGE = "mx-auto w-full max-w-[96rem] px-4 pb-14 pt-6 sm:px-6 sm:pt-8 lg:px-10";

/** The user's images: those in progress first, then the newest. */
export function GalleryPage() {
  const { t } = useTranslation("generation");
  const [parameters, setParameters] = useSearchParams();
  const filter = filterOf(parameters);
  const isFiltered = filter.status !== undefined || filter.type !== undefined;
  const list = useGenerations(filter);
  const deleted = useDeletions(({ ids }) => ids);
  const loaded = list.data?.pages.flatMap((page) => page.generations).filter(({ id }) => !deleted.has(id));
  const generations = loaded && activeFirst(loaded);
  const change = (changed: GenerationFilter) =>
    setParameters(parametersOf({ ...filter, ...changed }), { replace: true, preventScrollReset: true });
  useActiveGenerations(loaded?.some(isActive) ?? false);
  usePageTitle(t("gallery.title"));

  if (list.error && !generations) {
    return <FailureNotice isPage failure={Failure.of(list.error)} onRetry={() => void list.refetch()} />;
  }
  if (generations?.length === 0 && !isFiltered) {
    return (
      <section className={PAGE}>
        <h1 className="text-2xl font-bold sm:text-3xl">{t("gallery.title")}</h1>
        <div className="mx-auto flex max-w-sm flex-col items-center pt-8 text-center sm:pt-12">
          <ExampleStrip />
          <h2 className="mt-7 text-xl font-semibold">{t("gallery.empty.title")}</h2>
          <p className="mt-2 text-muted">{t("gallery.empty.text")}</p>
          <Link to="/" className={`${buttonVariants({ size: "lg" })} mt-6 w-full`}>
            {t("explore.title")}
          </Link>
          <Link to="/create" className={`${buttonVariants({ size: "lg", variant: "secondary" })} mt-2 w-full`}>
            {t("gallery.empty.words")}
          </Link>
        </div>
        <PopularTemplates />
      </section>
    );
  }
  return (
    <section aria-labelledby="gallery" className={PAGE}>
      <div className="flex items-center justify-between gap-4">
        <div>
          <h1 id="gallery" className="text-2xl font-bold sm:text-3xl">
            {t("gallery.title")}
          </h1>
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted">
            {generations && generations.length > 0 && !list.hasNextPage && <span>{t("gallery.count", { count: generations.length })}</span>}
            <span>{t("app.madeWithAi")}</span>
          </p>
        </div>
        <Link to="/create" className={`${buttonVariants({ variant: "primary" })} hidden md:inline-flex`}>
          <Plus aria-hidden />
          {t("app.create")}
        </Link>
      </div>
      {(isFiltered || (generations && generations.length >= FILTERED_FROM)) && <Filters filter={filter} onChange={change} />}
      {generations?.length === 0 ? (
        <Notice Icon={SearchX} title={t(`gallery.none.${noneOf(filter)}`)} text={t(`gallery.noneHelp.${noneOf(filter)}`)}>
          <Button variant="secondary" onPress={() => change({ status: undefined, type: undefined })}>
            {t("gallery.none.reset")}
          </Button>
        </Notice>
      ) : (
        <div className="template-grid mt-5" aria-busy={!generations}>
          <Masonry
            label={t("gallery.title")}
            cells={[
              ...(generations?.map((generation) => ({
                key: generation.id,
                height: rowsOf(generation.image),
                content: <Card generation={generation} search={parametersOf(filter).toString()} />,
              })) ??
                Array.from({ length: 10 }, (_, index) => ({
                  key: String(index),
                  height: rowsOf(null),
                  isPlaceholder: true,
                  content: <Skeleton className="size-full rounded-2xl" />,
                }))),
              ...(generations && !isFiltered && !list.hasNextPage
                ? [{ key: "another", height: rowsOf(generations.at(-1)?.image ?? null), content: <MakeAnother /> }]
                : []),
            ]}
          />
        </div>
      )}
      <MoreButton list={list} />
      {generations && !isFiltered && !list.hasNextPage && generations.length < FEW && <PopularTemplates />}
    </section>
  );
}

/** The key of the text that says that no image matches the filter. */
function noneOf({ status, type }: GenerationFilter) {
  if (status && type) {
    return "all";
  }
  return status === "active" || status === "failed" ? status : (type ?? "all");
}

/** The height of an image's grid cell, in twelfths of its width. Very wide and very tall images are cropped. */
function rowsOf(image: GeneratedPicture | null): number {
  return image ? Math.min(20, Math.max(8, Math.round((12 * image.height) / image.width))) : 15;
}

function Filters({ filter, onChange }: { filter: GenerationFilter; onChange: (changed: GenerationFilter) => void }) {
  const { t } = useTranslation("generation");
  const { status: chosenStatus, type: chosenType } = filter;
  const chips = useRef<HTMLFieldSetElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another filter is chosen
  useEffect(() => {
    chips.current?.querySelector("[aria-pressed=true]:not(:first-of-type)")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [chosenStatus, chosenType]);
  return (
    <fieldset ref={chips} className="scroller -mx-4 mt-4 flex min-w-0 items-center gap-2 px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0">
      <legend className="sr-only">{t("gallery.filter")}</legend>
      <Chip isOn={!filter.status && !filter.type} onPress={() => onChange({ status: undefined, type: undefined })}>
        {t("gallery.statuses.all")}
      </Chip>
      {(["active", "failed"] as const).map((status) => (
        <Chip
          key={status}
          isOn={filter.status === status}
          onPress={() => onChange({ status: filter.status === status ? undefined : status })}
        >
          {t(`gallery.statuses.${status}`)}
        </Chip>
      ))}
      <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-separator" />
      {(["generate", "edit", "upscale"] as const).map((type) => (
        <Chip key={type} isOn={filter.type === type} onPress={() => onChange({ type: filter.type === type ? undefined : type })}>
          {t(`gallery.types.${type}`)}
        </Chip>
      ))}
    </fieldset>
  );
}

function Card({ generation, search }: { generation: Generation; search: string }) {
  const { t } = useTranslation("generation");
  const { date } = useFormats();
  const { id, image, createdAt } = generation;
  return (
    <Link
      to={{ pathname: `/gallery/${id}`, search }}
      aria-label={image ? `${t("gallery.open", { date: date(createdAt) })}. ${t("app.madeWithAi")}` : undefined}
      className="shows-focus group block size-full overflow-hidden rounded-2xl bg-surface-tertiary"
    >
      {image ? (
        <span className="block size-full transition duration-700 ease-out group-hover:scale-[1.03]">
          <Picture url={image.url} alt="" sizes="(min-width: 1280px) 19vw, (min-width: 1024px) 24vw, (min-width: 640px) 32vw, 48vw" />
        </span>
      ) : isActive(generation) ? (
        <InProgress generation={generation} />
      ) : (
        <WithoutImage generation={generation} />
      )}
    </Link>
  );
}

/** The last cell, which leads to the next picture. It is as high as its neighbor. */
function MakeAnother() {
  const { t } = useTranslation("generation");
  return (
    <Link
      to="/create"
      className="shows-focus flex size-full flex-col items-center justify-center gap-3 rounded-2xl border-2 border-dashed border-border p-3 text-center text-sm font-medium text-muted transition-colors hover:border-muted hover:text-foreground"
    >
      <span className="grid size-12 place-items-center rounded-full bg-surface-tertiary text-foreground">
        <Plus aria-hidden size={22} />
      </span>
      {t("gallery.another")}
    </Link>
  );
}

function InProgress({ generation }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  return (
    <span className="flex size-full flex-col items-center justify-end gap-2.5 bg-gradient-to-br from-surface-tertiary to-default p-3.5 text-center">
      <span className="text-sm font-medium">{t(progressText(generation))}</span>
      <Progress generation={generation} />
    </span>
  );
}

function WithoutImage({ generation: { status, createdAt } }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  const { date } = useFormats();
  const isCanceled = status === "canceled";
  const Icon = isCanceled ? CircleX : ImageOff;
  return (
    <span className="flex size-full flex-col items-center justify-center gap-2.5 p-3 text-center text-muted">
      <Icon aria-hidden size={26} strokeWidth={1.6} />
      <span className="text-sm font-medium">{t(isCanceled ? "gallery.canceled" : "gallery.failed")}</span>
      <span className="sr-only">{t("gallery.open", { date: date(createdAt) })}</span>
    </span>
  );
}
