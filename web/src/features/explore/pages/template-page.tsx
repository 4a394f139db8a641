import { Button } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { toast } from "@/shared/stores/toasts";
import { Eye, Flame, Heart, Share2 } from "lucide-react";
import { lazy, Suspense, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import { type Template, mainText } from "@/core/domain/entities/template";
import { BackButton } from "@/shared/components/back-button";
import { FailureNotice } from "@/shared/components/failure-notice";
import { PhoneActions } from "@/shared/components/phone-actions";
import { LargePicture, PictureColumns, PictureStage } from "@/shared/components/picture-stage";
import { PromptDetails } from "@/shared/components/prompt-details";
import { markLarge } from "@/shared/components/opened-card";
import { NotFoundPage } from "@/shared/components/not-found-page";
import { TemplateGrid } from "@/shared/components/template-grid";
import { useFormats } from "@/shared/hooks/use-formats";
import { useLocalized } from "@/shared/hooks/use-localized";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useLoadTemplate } from "@/shared/queries/template";
import { toggleFavorite } from "@/shared/stores/favorites";
import { useTemplates } from "@/shared/stores/templates";
import { FromOnePhoto } from "../components/from-one-photo";
import { MakeItMine } from "../components/make-it-mine";
import { PublicResults } from "../components/public-results";
import { useCategories } from "../hooks/use-categories";
import { useSimilar } from "../hooks/use-similar";

const Lightbox = lazy(async () => ({ default: (await import("@/shared/components/lightbox")).Lightbox }));

/** The shape of most templates, until the picture is loaded. */
const RATIO = 4 / 5;

export function TemplatePage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const template = useTemplates((state) => state.byId[id]);
  const { error, refetch } = useLoadTemplate(id);
  const failure = error && Failure.of(error);
  const localized = useLocalized();
  const [shape, setShape] = useState({ id, ratio: RATIO });
  const stage = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (stage.current) {
      markLarge(id, stage.current);
    }
  }, [id]);
  usePageTitle(template && localized(template.title));

  if (failure?.code === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure && !template) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-4 sm:px-6 lg:px-10">
      <div className="mb-3">
        <BackButton />
      </div>
      <PictureColumns ratio={shape.id === id ? shape.ratio : RATIO}>
        <PictureStage ref={stage}>
          {template ? (
            <TemplatePicture key={id} template={template} onRatio={(ratio) => setShape({ id, ratio })} />
          ) : (
            <Skeleton className="size-full" />
          )}
        </PictureStage>
        {template ? <Details template={template} /> : <DetailsSkeleton />}
      </PictureColumns>
      {template && (
        <>
          <PublicResults templateId={id} />
          <section className="mt-14">
            <h2 className="mb-5 text-xl font-semibold">{t("template.more")}</h2>
            <Similar template={template} />
          </section>
        </>
      )}
    </div>
  );
}

/** The picture, which opens in full size. */
function TemplatePicture({ template: { id, title, imageUrl }, onRatio }: { template: Template; onRatio: (ratio: number) => void }) {
  const name = useLocalized()(title);
  const [isOpen, setOpen] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  return (
    <>
      <LargePicture
        url={imageUrl}
        alt={name}
        onRatio={onRatio}
        onEnlarge={() => {
          setLoaded(true);
          setOpen(true);
        }}
      />
      {isLoaded && (
        <Suspense>
          <Lightbox url={imageUrl} alt={name} isOpen={isOpen} onClose={() => setOpen(false)}>
            <MakeItMine templateId={id} />
          </Lightbox>
        </Suspense>
      )}
    </>
  );
}

function Details({ template }: { template: Template }) {
  const { t } = useTranslation();
  const { compact, day } = useFormats();
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
  return (
    <div className="animate-rise lg:sticky lg:top-24 lg:pt-4">
      <p className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        {isTrending && (
          <span className="flex items-center gap-1.5 font-medium text-foreground">
            <Flame aria-hidden size={16} className="text-ember" />
            {t("template.trending")}
          </span>
        )}
        <span className="flex items-center gap-1.5">
          <Heart aria-hidden size={16} />
          {t("template.likes", { count: likeCount, shown: compact(likeCount) })}
        </span>
        <span className="flex items-center gap-1.5">
          <Eye aria-hidden size={16} />
          {t("template.views", { count: viewCount, shown: compact(viewCount) })}
        </span>
      </p>
      <h1 dir="auto" className="from-start text-pretty text-2xl font-bold leading-snug sm:text-[1.75rem]">
        {title}
      </h1>
      <FromOnePhoto templateId={template.id} imageUrl={template.imageUrl} />
      <PhoneActions>
        <MakeItMine templateId={template.id} />
        <Button
          size="lg"
          variant="secondary"
          isIconOnly
          aria-label={t(isFavorite ? "template.unfavorite" : "template.favorite")}
          onPress={() => toggleFavorite(template.id)}
        >
          <Heart aria-hidden className={isFavorite ? "fill-ember text-ember" : ""} />
        </Button>
        <Button size="lg" variant="secondary" isIconOnly aria-label={t("template.share")} onPress={() => void share()}>
          <Share2 aria-hidden />
        </Button>
      </PhoneActions>
      <PromptDetails prompt={prompt} />
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
          <span className="py-1">{day(createdAt)}</span>
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
      className="shows-focus rounded-full bg-default px-3 py-1 font-medium first-letter:uppercase transition-colors hover:bg-surface-tertiary"
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

function Similar({ template }: { template: Template }) {
  const { t } = useTranslation();
  return <TemplateGrid view={useSimilar(template)} label={t("template.more")} empty={null} />;
}
