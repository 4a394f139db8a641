import { Button, buttonVariants } from "@heroui/react/button";
import { ProgressBar } from "@heroui/react/progress-bar";
import { Skeleton } from "@heroui/react/skeleton";
import { toast } from "@heroui/react/toast";
import { CircleX, Download, ImageOff, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { download } from "@/core/api/download";
import { Failure } from "@/core/api/failure";
import { type GeneratedPicture, type Generation, isActive } from "@/core/domain/entities/generation";
import { ActionButton } from "@/shared/components/action-button";
import { BackButton } from "@/shared/components/back-button";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { NotFoundPage } from "@/shared/components/error-pages";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useTemplates } from "@/shared/stores/templates";
import { AiLabel } from "../components/ai-label";
import { cancelGeneration, deleteGeneration, useGeneration } from "../queries/generations";

/** One of the user's images: its progress while it is being made, then the result, or why there is none. */
export function ImagePage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const { data: polled, error, refetch } = useGeneration(id);
  const generation = polled?.data.generation;
  const failure = error && Failure.of(error);
  usePageTitle(generation ? t(`image.${generation.status}`) : t("image.title"));

  if (failure?.code === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure && !generation) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-4 sm:px-6 lg:px-10">
      <BackButton fallback="/images" />
      <div className="mt-3 grid items-start gap-6 lg:grid-cols-[minmax(0,1.25fr)_minmax(20rem,1fr)] lg:gap-12">
        <div className="relative h-[46dvh] w-full overflow-hidden rounded-3xl bg-surface-secondary sm:h-[60dvh] lg:h-[min(74dvh,46rem)]">
          <div className="absolute inset-3 sm:inset-6">
            {generation ? <Result generation={generation} /> : <Skeleton className="size-full rounded-2xl" />}
          </div>
        </div>
        {generation ? <Details generation={generation} /> : <Skeleton className="h-40 rounded-2xl" />}
      </div>
    </div>
  );
}

function Result({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const template = useTemplates((state) => state.byId[generation.templateId ?? ""]);
  if (generation.image) {
    return <Picture url={generation.image.url} alt={t("image.alt")} sizes="(min-width: 1024px) 55vw, 100vw" isFirst fit="whole" />;
  }
  if (!isActive(generation)) {
    const Icon = generation.status === "canceled" ? CircleX : ImageOff;
    return (
      <div className="grid size-full place-items-center text-muted">
        <Icon aria-hidden size={48} strokeWidth={1.2} />
      </div>
    );
  }
  return template ? (
    <div className="size-full animate-pulse blur-xl">
      <Picture url={template.imageUrl} alt="" sizes="(min-width: 1024px) 55vw, 100vw" fit="whole" />
    </div>
  ) : (
    <Skeleton className="size-full rounded-2xl" />
  );
}

function Details({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { status, templateId, createdAt, image } = generation;
  return (
    <div className="animate-rise lg:pt-4">
      {image && <AiLabel />}
      <h1 className="mt-1 text-2xl font-bold leading-snug sm:text-[1.75rem]">{t(`image.${status}`)}</h1>
      <p role="status" className="sr-only">
        {t(`image.${status}`)}
      </p>
      {isActive(generation) && <Waiting generation={generation} />}
      {status === "failed" && <p className="mt-3 text-muted">{t(`image.failures.${generation.error?.code ?? "INTERNAL"}`)}</p>}
      {(status === "failed" || status === "canceled") && <Refund generation={generation} />}
      <Actions key={status} generation={generation} />
      <p className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-separator pt-5 text-sm text-muted">
        {date(createdAt)}
        {templateId && (
          <Link to={`/templates/${templateId}`} className="shows-focus rounded font-medium text-ember-text underline underline-offset-4">
            {t("image.template")}
          </Link>
        )}
      </p>
    </div>
  );
}

function Waiting({ generation: { status, progress } }: { generation: Generation }) {
  const { t } = useTranslation();
  const isIndeterminate = status === "queued" || progress === null;
  return (
    <>
      <ProgressBar aria-label={t("image.progress")} isIndeterminate={isIndeterminate} value={progress ?? 0} className="mt-5">
        {/* The animation moves from left to right; Persian needs its mirror image. */}
        <ProgressBar.Track className={isIndeterminate ? "rtl:-scale-x-100" : ""}>
          <ProgressBar.Fill className={`bg-ember ${isIndeterminate ? "rtl:left-0 rtl:right-auto" : ""}`} />
        </ProgressBar.Track>
      </ProgressBar>
      <p className="mt-4 text-muted">{t("image.wait")}</p>
    </>
  );
}

function Refund({ generation: { stars, refunded } }: { generation: Generation }) {
  const { t } = useTranslation();
  return stars > 0 && <p className="mt-2 font-medium">{refunded ? t("image.refunded", { count: stars }) : t("image.refunding")}</p>;
}

/** What the user can do in the current state. */
function Actions({ generation }: { generation: Generation }) {
  const { status, templateId, error, image } = generation;
  const { t } = useTranslation();
  if (status === "queued") {
    return <CancelButton generation={generation} />;
  }
  if (status === "running") {
    return null;
  }
  const again = image ? "again" : error && !error.retryable ? "otherPhotos" : null;
  return (
    <div className="mt-6 flex flex-wrap gap-2">
      {image && <DownloadButton generation={generation} image={image} />}
      {templateId && (
        <Link
          to={`/templates/${templateId}/create`}
          className={`${buttonVariants({ size: "lg", variant: image ? "secondary" : "primary" })} flex-1 sm:flex-none`}
        >
          <RotateCcw aria-hidden />
          {again ? t(`image.${again}`) : t("app.tryAgain")}
        </Link>
      )}
      <DeleteButton id={generation.id} />
    </div>
  );
}

function CancelButton({ generation: { id, stars } }: { generation: Generation }) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await cancelGeneration(id);
      toast.success(t("image.cancelled", { count: stars }));
    } catch (error) {
      toast.danger(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActionButton size="lg" variant="secondary" isBusy={isBusy} className="mt-6" onPress={() => void cancel()}>
      {t("image.cancel")}
    </ActionButton>
  );
}

function DownloadButton({ generation: { id }, image }: { generation: Generation; image: GeneratedPicture }) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(image, `nero-${id}`);
    } catch {
      toast.danger(t("image.downloadFailed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActionButton size="lg" isBusy={isBusy} className="basis-full sm:basis-auto" onPress={() => void save()}>
      {!isBusy && <Download aria-hidden />}
      {t("image.download")}
    </ActionButton>
  );
}

function DeleteButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button size="lg" variant="ghost" className="text-muted" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t("image.delete")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("image.deleteAsk")}
        text={t("image.deleteText")}
        confirm={t("image.delete")}
        onConfirm={async () => {
          await deleteGeneration(id);
          toast.success(t("image.deleted"));
          void navigate("/images", { replace: true });
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
