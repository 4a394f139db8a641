import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { Flag, ImageOff, Sparkles } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import type { SharedImage } from "@/core/domain/entities/shared-image";
import { AiLabel } from "@/shared/components/ai-label";
import { FailureNotice } from "@/shared/components/failure-notice";
import { MissingPage } from "@/shared/components/missing-page";
import { LargePicture, PictureColumns, PictureStage } from "@/shared/components/picture-stage";
import { PromptDetails } from "@/shared/components/prompt-details";
import { useFormats } from "@/shared/hooks/use-formats";
import { useNoIndex } from "@/shared/hooks/use-no-index";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useSharedImage } from "../queries/shared-image";

const Lightbox = lazy(async () => ({ default: (await import("@/shared/components/lightbox")).Lightbox }));
const ReportDialog = lazy(async () => ({ default: (await import("../components/report-dialog")).ReportDialog }));

/** A shared image, for everybody who has its link. */
export function SharedPage() {
  const { slug = "" } = useParams();
  const { t } = useTranslation("sharing");
  const { data: shared, error, refetch } = useSharedImage(slug);
  const [isLarge, setLarge] = useState(false);
  const [wasLarge, setWasLarge] = useState(false);
  const failure = error && Failure.of(error);
  usePageTitle(t("shared.title"));
  useNoIndex(shared?.visibility !== "public");

  if (failure?.code === "NOT_FOUND") {
    return <MissingPage Icon={ImageOff} title={t("shared.gone.title")} text={t("shared.gone.text")} />;
  }
  if (failure && !shared) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-4 sm:px-6 sm:pt-6 lg:px-10">
      <PictureColumns ratio={shared && shared.picture.width / shared.picture.height}>
        <PictureStage>
          {shared ? (
            <LargePicture
              url={shared.picture.url}
              alt={t("shared.alt")}
              onEnlarge={() => {
                setWasLarge(true);
                setLarge(true);
              }}
            />
          ) : (
            <Skeleton className="size-full" />
          )}
        </PictureStage>
        {shared ? <Details shared={shared} /> : <Skeleton className="h-40 rounded-2xl" />}
      </PictureColumns>
      {wasLarge && (
        <Suspense>
          <Lightbox url={shared?.picture.url} alt={t("shared.alt")} isOpen={isLarge} onClose={() => setLarge(false)}>
            {shared && <MakeMine shared={shared} />}
          </Lightbox>
        </Suspense>
      )}
    </div>
  );
}

/** Takes over the template and the words of a shared image. */
function MakeMine({ shared: { templateId, prompt } }: { shared: SharedImage }) {
  const { t } = useTranslation();
  return (
    <Link
      to={templateId ? `/create?template=${templateId}` : prompt ? "/create" : "/"}
      // Words must not be in a URL.
      state={prompt ? { prompt } : undefined}
      className={`${buttonVariants({ size: "lg" })} w-full px-6`}
    >
      <Sparkles aria-hidden />
      {t("template.use")}
    </Link>
  );
}

function Details({ shared }: { shared: SharedImage }) {
  const { slug, templateId, prompt, createdAt } = shared;
  const { t } = useTranslation("sharing");
  const { day } = useFormats();
  return (
    <div className="animate-rise lg:pt-4">
      <AiLabel />
      <h1 className="mt-1 text-2xl font-bold leading-snug sm:text-[1.75rem]">{t("shared.heading")}</h1>
      <p className="mt-3 text-pretty text-muted">{t(templateId ? "shared.remix" : "shared.explore")}</p>
      <div className="mt-5">
        <MakeMine shared={shared} />
      </div>
      {prompt && <PromptDetails prompt={prompt} />}
      <p className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-separator pt-5 text-sm text-muted">
        {day(createdAt)}
        {templateId && (
          <Link to={`/templates/${templateId}`} className="shows-focus rounded font-medium link">
            {t("template.view")}
          </Link>
        )}
        <ReportButton slug={slug} />
      </p>
    </div>
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
