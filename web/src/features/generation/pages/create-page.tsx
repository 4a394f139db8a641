import { Button } from "@heroui/react/button";
import { Skeleton } from "@heroui/react/skeleton";
import { Tabs } from "@heroui/react/tabs";
import { toast } from "@heroui/react/toast";
import { Sparkles } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import type { Generation } from "@/core/domain/entities/generation";
import type { Template } from "@/core/domain/entities/template";
import { ActionButton } from "@/shared/components/action-button";
import { BackButton } from "@/shared/components/back-button";
import { NotFoundPage } from "@/shared/components/error-pages";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { PictureChooser } from "@/shared/components/picture-chooser";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { useLocalized } from "@/shared/hooks/use-localized";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useLoadTemplate } from "@/shared/queries/template";
import { useTemplates } from "@/shared/stores/templates";
import { CharacterChooser } from "../components/character-chooser";
import { NotEnoughStars } from "../components/not-enough-stars";
import { useIsLocal } from "../queries/engines";
import { useQuote } from "../queries/quote";
import { useNewGeneration } from "../stores/new-generation";

/** Orders an image: a template, and the user's photos or one of their characters. */
export function CreatePage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const template = useTemplates((state) => state.byId[id]);
  const { error: templateError, refetch: reloadTemplate } = useLoadTemplate(id);
  const { data: quote, error: quoteError, refetch: reloadQuote } = useQuote(id);
  usePageTitle(t("template.use"));

  const error = (template ? null : templateError) ?? (quote ? null : quoteError);
  const failure = error && Failure.of(error);
  if (failure?.code === "NOT_FOUND" || templateError?.message === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure) {
    return <FailureNotice isPage failure={failure} onRetry={() => void Promise.all([reloadTemplate(), reloadQuote()])} />;
  }
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pb-14 pt-4 sm:px-6 sm:pt-6">
      <BackButton fallback={`/templates/${id}`} />
      <Heading template={template} />
      <Form templateId={id} quote={quote} />
    </div>
  );
}

function Heading({ template }: { template: Template | undefined }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <div className="mt-3 flex items-center gap-4">
      <div className="size-20 shrink-0 overflow-hidden rounded-2xl bg-surface-tertiary sm:size-24">
        {template && <Picture url={template.imageUrl} alt="" sizes="6rem" isFirst />}
      </div>
      <div className="min-w-0 flex-1">
        <h1 className="text-2xl font-bold sm:text-3xl">{t("template.use")}</h1>
        {template ? (
          <div className="mt-1 min-h-12">
            <p dir="auto" className="from-start line-clamp-1 font-medium">
              {localized(template.title)}
            </p>
            <p dir="auto" className="from-start line-clamp-1 text-muted">
              {localized(template.prompt)}
            </p>
          </div>
        ) : (
          <Skeleton className="mt-1 h-12 rounded-lg" />
        )}
      </div>
    </div>
  );
}

function Form({ templateId, quote }: { templateId: string; quote: ReturnType<typeof useQuote>["data"] }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const textOf = useFailureText();
  const { source, pictures, characterId, step, failure, setSource, choose, remove, chooseCharacter, create, cancel } = useNewGeneration();
  const showGeneration = useShowGeneration(templateId);
  const isLocal = useIsLocal();
  const isBusy = step !== "choosing";
  const isChosen = source === "photos" ? pictures.length > 0 : characterId !== null;
  const sent = pictures.reduce((sum, { progress }) => sum + progress, 0) / Math.max(1, pictures.length);
  useLeaveWarning(step === "sending");

  return (
    <form
      noValidate
      className="mt-7"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChosen && !isBusy && quote?.affordable) {
          void create(templateId, quote.priceVersion).then(showGeneration);
        }
      }}
    >
      <Tabs selectedKey={source} onSelectionChange={(key) => setSource(key === "character" ? "character" : "photos")} isDisabled={isBusy}>
        <Tabs.ListContainer>
          <Tabs.List aria-label={t("create.source")}>
            {(["photos", "character"] as const).map((name) => (
              <Tabs.Tab key={name} id={name} className="h-10">
                {t(`create.sources.${name}`)}
                <Tabs.Indicator />
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs.ListContainer>
        <Tabs.Panel id="photos" className="px-0 pb-0">
          <PictureChooser pictures={pictures} isBusy={isBusy} rules={t("create.rules")} hint="" onChoose={choose} onRemove={remove} />
        </Tabs.Panel>
        <Tabs.Panel id="character" className="px-0 pb-0">
          <CharacterChooser characterId={characterId} isBusy={isBusy} onChoose={chooseCharacter} />
        </Tabs.Panel>
      </Tabs>
      {failure && failure.code !== "INSUFFICIENT_STARS" && (
        <p role="alert" className="mt-4 rounded-xl bg-danger-soft px-4 py-3 text-danger-soft-foreground">
          {textOf(failure)}
        </p>
      )}
      <div className="mt-6">
        {quote && !quote.affordable ? (
          <NotEnoughStars needed={quote.stars} balance={quote.balance} isRefusal={failure?.code === "INSUFFICIENT_STARS"} />
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <ActionButton
              type="submit"
              size="lg"
              isBusy={isBusy}
              isDisabled={!isChosen || !quote}
              className="h-12 basis-full px-6 sm:basis-auto md:h-12"
            >
              {!isBusy && <Sparkles aria-hidden />}
              {quote ? t("create.submitFor", { count: quote.stars }) : t("create.submit")}
            </ActionButton>
            {step === "sending" && (
              <Button
                variant="ghost"
                size="lg"
                className="h-12 md:h-12"
                onPress={() => {
                  cancel();
                  toast(t("create.cancelled"));
                }}
              >
                {t("app.cancel")}
              </Button>
            )}
            <p role="status" className="min-h-6 text-sm text-muted tabular-nums">
              {step === "sending" && source === "photos" && t("photos.uploading", { percent: percent(sent) })}
              {step === "finishing" && t("create.finishing")}
              {!isBusy && !isChosen && `${t(source === "photos" ? "create.needsPhoto" : "create.needsCharacter")} `}
              {!isBusy && quote && t("create.balance", { count: quote.balance })}
            </p>
          </div>
        )}
      </div>
      {isLocal && <p className="mt-4 text-sm text-muted">{t("create.local")}</p>}
    </form>
  );
}

/**
 * Returns a function that opens the page of a new image, unless the user has left this page. Continues a request that a reload
 * interrupted, and cancels the uploads when the user leaves.
 */
function useShowGeneration(templateId: string): (generation: Generation | null) => void {
  const navigate = useNavigate();
  const isOpen = useRef(false);
  const show = useCallback(
    (generation: Generation | null) => {
      if (generation && isOpen.current) {
        void navigate(`/images/${generation.id}`, { replace: true });
      }
    },
    [navigate],
  );
  useEffect(() => {
    const { resume, cancel } = useNewGeneration.getState();
    isOpen.current = true;
    void resume(templateId).then(show);
    return () => {
      isOpen.current = false;
      cancel();
    };
  }, [templateId, show]);
  return show;
}
