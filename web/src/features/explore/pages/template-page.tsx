import { Button, buttonVariants } from "@heroui/react/button";
import { Skeleton } from "@heroui/react/skeleton";
import { toast } from "@heroui/react/toast";
import { Copy, Eye, Flame, Heart, Share2, Sparkles } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, dataOf } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import { type Template, mainText } from "@/core/domain/entities/template";
import { BackButton } from "@/shared/components/back-button";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { NotFoundPage } from "@/shared/components/error-pages";
import { TemplateGrid } from "@/shared/components/template-grid";
import { useFormats } from "@/shared/hooks/use-formats";
import { useListing } from "@/shared/hooks/use-listing";
import { useLocalized } from "@/shared/hooks/use-localized";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useLoadTemplate } from "@/shared/queries/template";
import { toggleFavorite } from "@/shared/stores/favorites";
import { type LoadPage, useTemplates } from "@/shared/stores/templates";
import { useCategories } from "../hooks/use-categories";

const SIMILAR_COUNT = 12;

export function TemplatePage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const template = useTemplates((state) => state.byId[id]);
  const { error, refetch } = useLoadTemplate(id);
  const failure = error && Failure.of(error);
  const localized = useLocalized();
  usePageTitle(template && localized(template.title));

  if (failure?.code === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure && !template) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-4 sm:px-6 lg:px-10">
      <BackButton />
      <div className="mt-3 grid items-start gap-6 lg:grid-cols-[minmax(0,1.25fr)_minmax(20rem,1fr)] lg:gap-12">
        <div className="relative aspect-[4/5] max-h-[46dvh] w-full sm:max-h-[60dvh] lg:max-h-none overflow-hidden rounded-3xl bg-surface-secondary lg:aspect-auto lg:h-[min(74dvh,46rem)]">
          <div className="absolute inset-3 sm:inset-6">
            {template ? (
              <Picture
                key={id}
                url={template.imageUrl}
                alt={localized(template.title)}
                sizes="(min-width: 1024px) 55vw, 100vw"
                isFirst
                fit="whole"
              />
            ) : (
              <Skeleton className="size-full rounded-2xl" />
            )}
          </div>
        </div>
        {template ? <Details template={template} /> : <DetailsSkeleton />}
      </div>
      {template && (
        <section className="mt-14">
          <h2 className="mb-5 text-xl font-semibold">{t("template.more")}</h2>
          <Similar template={template} />
        </section>
      )}
    </div>
  );
}

function Details({ template }: { template: Template }) {
  const { t } = useTranslation();
  const { compact, date } = useFormats();
  const categories = useCategories();
  const localized = useLocalized();
  const title = localized(template.title);
  const prompt = localized(template.prompt);
  const { isFavorite, likeCount, viewCount, style, category, tags, isTrending, createdAt } = template;

  const share = async () => {
    const shared = { title: "Nero", text: title, url: location.href };
    if (navigator.share && (navigator.canShare?.(shared) ?? true)) {
      // Rejects when the user closes the share sheet.
      await navigator.share(shared).catch(() => {});
    } else {
      await navigator.clipboard.writeText(location.href);
      toast.success(t("template.copied"));
    }
  };
  const copy = async () => {
    await navigator.clipboard.writeText(prompt);
    toast.success(t("template.promptCopied"));
  };

  return (
    <div className="animate-rise lg:sticky lg:top-24 lg:pt-4">
      {isTrending && (
        <p className="mb-3 flex items-center gap-1.5 text-sm font-medium text-ember-text">
          <Flame aria-hidden size={16} />
          {t("template.trending")}
        </p>
      )}
      <h1 dir="auto" className="from-start text-pretty text-2xl font-bold leading-snug sm:text-[1.75rem]">
        {title}
      </h1>
      <p dir="auto" className="from-start mt-2 text-pretty leading-relaxed">
        {prompt}
      </p>
      <p className="mt-3 flex items-center gap-4 text-sm text-muted">
        <span className="flex items-center gap-1.5">
          <Heart aria-hidden size={16} />
          {t("template.likes", { count: likeCount, shown: compact(likeCount) })}
        </span>
        <span className="flex items-center gap-1.5">
          <Eye aria-hidden size={16} />
          {t("template.views", { count: viewCount, shown: compact(viewCount) })}
        </span>
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Link to={`/templates/${template.id}/create`} className={`${buttonVariants({ size: "lg" })} basis-full sm:basis-auto`}>
          <Sparkles aria-hidden />
          {t("template.use")}
        </Link>
        <Button
          size="lg"
          variant="secondary"
          isIconOnly
          aria-label={t(isFavorite ? "template.unfavorite" : "template.favorite")}
          onPress={() => toggleFavorite(template.id)}
        >
          <Heart aria-hidden className={isFavorite ? "fill-ember text-ember" : ""} />
        </Button>
        <Button size="lg" variant="secondary" className="flex-1 sm:flex-none" onPress={() => void share()}>
          <Share2 aria-hidden />
          {t("template.share")}
        </Button>
        <Button size="lg" variant="secondary" isIconOnly aria-label={t("template.copyPrompt")} onPress={() => void copy()}>
          <Copy aria-hidden />
        </Button>
      </div>
      <dl className="mt-8 grid grid-cols-[auto_1fr] gap-x-8 gap-y-3.5 border-t border-separator pt-6 text-sm">
        <DetailRow name={t("template.category")}>
          <FilterLink to={`/?category=${encodeURIComponent(category)}`}>
            {categories?.find(({ slug }) => slug === category)?.name ?? category}
          </FilterLink>
        </DetailRow>
        {style && (
          <DetailRow name={t("template.style")}>
            <FilterLink to={`/?style=${encodeURIComponent(mainText(style))}`}>{localized(style)}</FilterLink>
          </DetailRow>
        )}
        {tags.length > 0 && (
          <DetailRow name={t("template.tags")}>
            {tags.map((tag) => (
              <FilterLink key={mainText(tag)} to={`/?tag=${encodeURIComponent(mainText(tag))}`}>
                {localized(tag)}
              </FilterLink>
            ))}
          </DetailRow>
        )}
        <DetailRow name={t("template.added")}>
          <span className="py-1">{date(createdAt)}</span>
        </DetailRow>
      </dl>
    </div>
  );
}

function DetailRow({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="py-1 text-muted">{name}</dt>
      <dd className="flex flex-wrap gap-1.5">{children}</dd>
    </>
  );
}

function FilterLink({ to, children }: { to: string; children: React.ReactNode }) {
  return (
    <Link
      to={to}
      dir="auto"
      className="shows-focus rounded-full bg-default px-3 py-1 font-medium transition-colors hover:bg-surface-tertiary"
    >
      {children}
    </Link>
  );
}

function DetailsSkeleton() {
  return (
    <div aria-hidden className="space-y-4 lg:pt-4">
      <Skeleton className="h-8 w-11/12 rounded-lg" />
      <Skeleton className="h-8 w-2/3 rounded-lg" />
      <Skeleton className="h-11 w-full rounded-full" />
    </div>
  );
}

function Similar({ template: { id, category } }: { template: Template }) {
  const { t } = useTranslation();
  const load = useCallback<LoadPage>(
    (_, signal) => dataOf(api.GET("/templates", { params: { query: { category, sort: "popular", limit: SIMILAR_COUNT + 1 } }, signal })),
    [category],
  );
  const view = useListing(`similar ${category}`, load);
  return (
    <TemplateGrid
      view={{ ...view, templates: view.templates.filter((template) => template.id !== id).slice(0, SIMILAR_COUNT), hasMore: false }}
      label={t("template.more")}
      empty={null}
    />
  );
}
