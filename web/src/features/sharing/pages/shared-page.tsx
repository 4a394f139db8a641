import { Button, buttonVariants } from "@heroui/react/button";
import { Skeleton } from "@heroui/react/skeleton";
import { toast } from "@heroui/react/toast";
import { Copy, Flag, ImageOff, Sparkles } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import type { SharedImage } from "@/core/domain/entities/shared-image";
import { AiLabel } from "@/shared/components/ai-label";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Notice } from "@/shared/components/notice";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { useNoIndex } from "@/shared/hooks/use-no-index";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useSharedImage } from "../queries/shared-image";

const ReportDialog = lazy(async () => ({ default: (await import("../components/report-dialog")).ReportDialog }));

/** A shared image, for everybody who has its link. */
export function SharedPage() {
  const { slug = "" } = useParams();
  const { t } = useTranslation("sharing");
  const { data: shared, error, refetch } = useSharedImage(slug);
  const failure = error && Failure.of(error);
  usePageTitle(t("shared.title"));
  useNoIndex(shared?.visibility !== "public");

  if (failure?.code === "NOT_FOUND") {
    return (
      <Notice isPage Icon={ImageOff} title={t("shared.gone.title")} text={t("shared.gone.text")}>
        <Link to="/" className={buttonVariants({ variant: "primary" })}>
          {t("shared.own")}
        </Link>
      </Notice>
    );
  }
  if (failure && !shared) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-4 sm:px-6 sm:pt-6 lg:px-10">
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.25fr)_minmax(20rem,1fr)] lg:gap-12">
        <div className="relative h-[44dvh] w-full overflow-hidden rounded-3xl bg-surface-secondary sm:h-[60dvh] lg:h-[min(80dvh,52rem)]">
          <div className="absolute inset-3 sm:inset-6">
            {shared ? (
              <Picture url={shared.picture.url} alt={t("shared.alt")} sizes="(min-width: 1024px) 55vw, 100vw" isFirst fit="whole" />
            ) : (
              <Skeleton className="size-full rounded-2xl" />
            )}
          </div>
        </div>
        {shared ? <Details shared={shared} /> : <Skeleton className="h-40 rounded-2xl" />}
      </div>
    </div>
  );
}

function Details({ shared: { slug, templateId, prompt, createdAt } }: { shared: SharedImage }) {
  const { t } = useTranslation("sharing");
  const { date } = useFormats();
  return (
    <div className="animate-rise lg:pt-4">
      <AiLabel />
      <h1 className="mt-1 text-2xl font-bold leading-snug sm:text-[1.75rem]">{t("shared.heading")}</h1>
      {prompt && <Prompt prompt={prompt} />}
      <p className="mt-3 text-pretty text-muted">{t(templateId ? "shared.remix" : "shared.explore")}</p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Link
          to={templateId ? `/create?template=${templateId}` : prompt ? "/create" : "/"}
          // Words must not be in a URL.
          state={prompt ? { prompt } : undefined}
          className={`${buttonVariants({ size: "lg" })} h-12 basis-full px-6 sm:basis-auto md:h-12`}
        >
          <Sparkles aria-hidden />
          {t("shared.makeMine")}
        </Link>
        {templateId && (
          <Link
            to={`/templates/${templateId}`}
            className={`${buttonVariants({ size: "lg", variant: "secondary" })} h-12 flex-1 sm:flex-none md:h-12`}
          >
            {t("template.view")}
          </Link>
        )}
      </div>
      <p className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-separator pt-5 text-sm text-muted">
        {date(createdAt)}
        <ReportButton slug={slug} />
      </p>
    </div>
  );
}

function Prompt({ prompt }: { prompt: string }) {
  const { t } = useTranslation("sharing");
  const copy = async () => {
    await navigator.clipboard.writeText(prompt);
    toast.success(t("template.promptCopied"));
  };
  return (
    <figure className="mt-4 flex items-start gap-2 rounded-2xl bg-surface-secondary py-3 pe-2 ps-4">
      <blockquote dir="auto" className="from-start min-w-0 flex-1 text-pretty break-words py-1 leading-relaxed">
        {prompt}
      </blockquote>
      <Button isIconOnly variant="ghost" size="sm" aria-label={t("template.copyPrompt")} onPress={() => void copy()} className="shrink-0">
        <Copy aria-hidden />
      </Button>
    </figure>
  );
}

function ReportButton({ slug }: { slug: string }) {
  const { t } = useTranslation("sharing");
  const [isLoaded, setLoaded] = useState(false);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setLoaded(true);
          setOpen(true);
        }}
        className="shows-focus ms-auto flex cursor-pointer items-center gap-1.5 rounded font-medium hover:text-foreground"
      >
        <Flag aria-hidden size={14} />
        {t("report.open")}
      </button>
      {isLoaded && (
        <Suspense>
          <ReportDialog slug={slug} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
