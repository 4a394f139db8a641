import { Button } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { Tabs } from "@heroui/react/tabs";
import { toast } from "@/shared/stores/toasts";
import { Sparkles } from "lucide-react";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate, useSearchParams } from "react-router";
import { Failure } from "@/core/api/failure";
import type { Generation } from "@/core/domain/entities/generation";
import { ActionButton } from "@/shared/components/action-button";
import { BackButton } from "@/shared/components/back-button";
import { NotFoundPage } from "@/shared/components/not-found-page";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { CHOOSE_PICTURES, PHOTO_CONSENT, PictureChooser } from "@/shared/components/picture-chooser";
import { normalPhotos } from "@/shared/images/normal-photo";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { useLocalized } from "@/shared/hooks/use-localized";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useCharacters } from "@/shared/queries/characters";
import { useEngines } from "@/shared/queries/engines";
import { useLoadTemplate } from "@/shared/queries/template";
import { useUploadText } from "@/shared/hooks/use-upload-text";
import { setConsent, usePhotoConsent } from "@/shared/stores/photo-consent";
import { takeSharedPhotos } from "@/shared/stores/shared-photos";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { useTemplates } from "@/shared/stores/templates";
import { CharacterChooser } from "../components/character-chooser";
import { ImageOptions } from "../components/image-options";
import { MaskButton } from "../components/mask-button";
import { MoreOptions } from "../components/more-options";
import { NextStep } from "../components/next-step";
import { NotEnoughStars } from "../components/not-enough-stars";
import { PriceLabel } from "../components/price-label";
import { PromptField } from "../components/prompt-field";
import { usePrice } from "../hooks/use-price";
import { useGeneration } from "../queries/generations";
import { type Target, targetKey, targetOf } from "../stores/generation-target";
import { draftRestored, useNewGeneration } from "../stores/new-generation";

/**
 * Orders an image. `?template=` makes it with a template, `?from=` changes one of the user's images, and without either it is made
 * from words. Other pages pass words in the location state, because they must not be in the URL.
 */
export function CreatePage() {
  const target = useTarget();
  const isOpen = useNewGeneration((state) => state.target === targetKey(target));
  const isSignedIn = useIsSignedIn();
  const { pathname, search } = useLocation();
  switch (target.kind) {
    case "template":
      return <FromTemplate key={target.id} target={target} isOpen={isOpen} />;
    case "parent":
      return isSignedIn ? (
        <FromParent key={target.id} target={target} isOpen={isOpen} />
      ) : (
        <Navigate to="/sign-in" replace state={{ next: pathname + search }} />
      );
    case "words":
      return isOpen && <CreateLayout target={target} />;
  }
}

/** What another page passes to this one. */
interface CreateState {
  readonly prompt?: string;
  readonly characterId?: string;
  /** Orders the image at once, if it costs this many stars. */
  readonly run?: number;
  /** Whether the user had confirmed the photos of the draft before they left to buy stars. */
  readonly isConsentGiven?: boolean;
}

/** The target in the URL. Opens its draft, with the words and the character that another page passed. */
function useTarget(): Target {
  const [parameters] = useSearchParams();
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const target = useMemo(() => targetOf(parameters), [parameters]);
  const opened = useNewGeneration((draft) => draft.target);
  const { prompt, characterId } = (state as CreateState | null) ?? {};

  useEffect(() => {
    if (opened !== targetKey(target)) {
      useNewGeneration.getState().open(target);
    }
    if (prompt !== undefined || characterId !== undefined) {
      useNewGeneration.getState().change({
        ...(prompt !== undefined && { prompt }),
        ...(characterId !== undefined && { source: "character", characterId }),
      });
      // After a reload, what the user has typed and chosen since then counts.
      void navigate(pathname + search, { replace: true, state: null });
    }
  }, [target, opened, prompt, characterId, pathname, search, navigate]);
  const isShared = parameters.has("shared");
  useEffect(() => {
    if (isShared) {
      void navigate(pathname, { replace: true });
      void addSharedPhotos();
    }
  }, [isShared, pathname, navigate]);
  return target;
}

/** Adds the photos that another app shared with this one to the draft. */
async function addSharedPhotos(): Promise<void> {
  const photos = await normalPhotos(await takeSharedPhotos());
  await draftRestored;
  if (photos.length > 0) {
    useNewGeneration.getState().change({ source: "photos" });
    useNewGeneration.getState().choose(photos);
  }
}

function FromTemplate({ target, isOpen }: { target: Target & { kind: "template" }; isOpen: boolean }) {
  const template = useTemplates((state) => state.byId[target.id]);
  const { error, refetch } = useLoadTemplate(target.id);
  const localized = useLocalized();
  const failure = error && Failure.of(error);
  if (failure?.code === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure && !template) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    isOpen && (
      <CreateLayout
        target={target}
        picture={template?.imageUrl ?? null}
        name={template && localized(template.title)}
        back={`/templates/${target.id}`}
      />
    )
  );
}

function FromParent({ target, isOpen }: { target: Target & { kind: "parent" }; isOpen: boolean }) {
  const { data, error, refetch } = useGeneration(target.id);
  const failure = error && Failure.of(error);
  const generation = data?.data.generation;
  if (failure?.code === "NOT_FOUND" || (generation && !generation.image)) {
    return <NotFoundPage />;
  }
  if (failure && !generation) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return isOpen && <CreateLayout target={target} picture={generation?.image?.url ?? null} back={`/gallery/${target.id}`} />;
}

interface CreateLayoutProps {
  readonly target: Target;
  /** What the image is made from. Null until it is loaded; undefined if it is made from words. */
  readonly picture?: string | null;
  /** The name of the template. */
  readonly name?: string | undefined;
  readonly back?: string;
}

function CreateLayout({ target, picture, name, back = "/" }: CreateLayoutProps) {
  const { t } = useTranslation("generation");
  const title = t(`create.titles.${target.kind}`);
  const hasPicture = picture !== undefined;
  usePageTitle(title);
  return (
    <div className={`mx-auto flex w-full flex-1 flex-col px-4 pt-4 sm:px-6 md:block ${hasPicture ? "max-w-5xl" : "max-w-3xl"}`}>
      <div>
        <BackButton fallback={back} />
      </div>
      <div
        className={`mt-3 flex flex-1 flex-col md:block ${hasPicture ? "lg:grid lg:items-start lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-10" : ""}`}
      >
        {hasPicture && (
          <div className="flex items-center gap-4 lg:sticky lg:top-24 lg:block">
            <div className="size-20 shrink-0 overflow-hidden rounded-2xl bg-surface-tertiary sm:size-24 lg:aspect-[4/5] lg:h-auto lg:w-full lg:rounded-3xl">
              {picture === null ? (
                <Skeleton className="size-full" />
              ) : (
                <Picture
                  url={picture}
                  alt={target.kind === "parent" ? t("image.alt") : ""}
                  sizes="(min-width: 1024px) 20rem, 6rem"
                  isFirst
                />
              )}
            </div>
            <Heading title={title} name={name} className="lg:hidden" />
          </div>
        )}
        <div className="flex min-w-0 flex-1 flex-col md:block">
          <Heading
            title={title}
            name={name ?? (hasPicture ? undefined : t("create.wordsHint"))}
            className={hasPicture ? "hidden lg:block" : ""}
          />
          <Form target={target} picture={picture ?? null} />
        </div>
      </div>
    </div>
  );
}

function Heading({ title, name, className }: { title: string; name: string | undefined; className: string }) {
  return (
    <div className={`min-w-0 ${className}`}>
      <h1 className="text-2xl font-bold sm:text-3xl">{title}</h1>
      {name && (
        <p dir="auto" className="from-start mt-1 text-pretty text-muted">
          {name}
        </p>
      )}
    </div>
  );
}

interface FormProps {
  readonly target: Target;
  /** What the image is made from, once it is loaded. */
  readonly picture: string | null;
}

function Form({ target, picture }: FormProps) {
  const { t } = useTranslation("generation");
  const draft = useNewGeneration();
  const { source, pictures, characterId, prompt, step, failure, change, choose, remove, create } = draft;
  const { price, isConfirmed, failure: priceFailure, retry } = usePrice(target);
  const showGeneration = useShowGeneration(target);
  const isSignedIn = useIsSignedIn();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const engine = useEngines()?.engines.find(({ id }) => id === draft.engine);
  const hasImage = target.kind !== "words" || (source === "photos" ? pictures.length > 0 : characterId !== null);
  const isBusy = step !== "choosing";
  const isParent = target.kind === "parent";
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const missing = missingFrom(target, draft, isConsentGiven);
  /** Whether the notice that stars are missing is shown: at first, not after the user has closed it, and again when they ask. */
  const [notice, setNotice] = useState<"shown" | "closed" | "asked">("shown");
  const isChanged =
    draft.aspectRatio !== null || draft.size !== "1K" || draft.engine !== "standard" || (target.kind === "template" && prompt !== "");
  useLeaveWarning(step === "sending");
  usePreselectedCharacter(!isParent && target.kind !== "words");

  const isAffordable = price !== undefined && price.balance !== null && price.balance >= price.stars;
  const isLacking = price !== undefined && price.balance !== null && !isAffordable;
  const submit = () => {
    if (isBusy) {
      return;
    }
    if (missing) {
      showMissing(missing);
    } else if (!isSignedIn) {
      void navigate("/sign-in", { state: { next: pathname + search } });
    } else if (isLacking) {
      setNotice("asked");
    } else if (price && isConfirmed) {
      void create(target, price.priceVersion).then(showGeneration);
    }
  };
  useRun(isConfirmed && price ? price.stars : null, missing === null && isAffordable, submit);
  const words = (
    <PromptField
      label={t(target.kind === "template" ? "create.extraWords" : isParent ? "create.changeWords" : "create.words")}
      placeholder={t(
        target.kind === "template"
          ? "create.extraWordsPlaceholder"
          : isParent
            ? "create.changeWordsPlaceholder"
            : "create.wordsPlaceholder",
      )}
      value={prompt}
      isBusy={isBusy}
      hasIdeas={target.kind !== "template"}
      onChange={(value) => change({ prompt: value })}
    />
  );
  return (
    <form
      noValidate
      className="mt-6 flex flex-1 flex-col space-y-7 md:block"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {target.kind !== "template" && words}
      {!isParent && (
        <section aria-labelledby="create-source">
          <h2 id="create-source" tabIndex={-1} className="mb-2 text-sm font-medium outline-none">
            {t(target.kind === "words" ? "create.optionalSource" : "create.source")}
          </h2>
          <Tabs
            selectedKey={source}
            onSelectionChange={(key) => change({ source: key === "character" ? "character" : "photos" })}
            isDisabled={isBusy}
          >
            <Tabs.ListContainer>
              <Tabs.List aria-label={t("create.source")}>
                {(["photos", "character"] as const).map((tab) => (
                  <Tabs.Tab key={tab} id={tab} className="h-10">
                    {t(`create.sources.${tab}`)}
                    <Tabs.Indicator />
                  </Tabs.Tab>
                ))}
              </Tabs.List>
            </Tabs.ListContainer>
            <Tabs.Panel id="photos" className="px-0 pb-0">
              <PictureChooser
                isCompact
                isOptional={target.kind === "words"}
                pictures={pictures}
                isBusy={isBusy}
                rules={t("create.rules")}
                asksConsent={missing === "consent"}
                onChoose={choose}
                onRemove={remove}
              />
              {pictures.length === 1 && (target.kind === "template" || prompt.trim()) && (
                <MaskButton url={pictures[0]!.preview} isBusy={isBusy} />
              )}
            </Tabs.Panel>
            <Tabs.Panel id="character" className="px-0 pb-0">
              <CharacterChooser characterId={characterId} isBusy={isBusy} onChoose={(id) => change({ characterId: id })} />
            </Tabs.Panel>
          </Tabs>
        </section>
      )}
      {isParent && picture && <MaskButton url={picture} isBusy={isBusy} />}
      {engine?.local && <p className="text-sm text-muted">{t("create.local")}</p>}
      <MoreOptions isChanged={isChanged}>
        {target.kind === "template" && words}
        <ImageOptions isBusy={isBusy} />
      </MoreOptions>
      {priceFailure && !isConfirmed && <FailureNotice failure={priceFailure} onRetry={retry} />}
      {engine && !engine.textToImage && !hasImage && <p className="text-sm text-muted">{t("create.restylesSample")}</p>}
      <div className="sticky-actions sticky bottom-(--bar-height) z-20 -mx-4 mt-auto bg-background px-4 py-3 sm:mx-0 sm:px-0">
        {isLacking && notice !== "closed" ? (
          <NotEnoughStars
            needed={price.stars}
            balance={price.balance}
            picture={picture}
            isRefusal={failure?.code === "INSUFFICIENT_STARS" || notice === "asked"}
            onClose={() => setNotice("closed")}
          />
        ) : (
          <>
            {failure && failure.code !== "INSUFFICIENT_STARS" && (
              <NextStep
                failure={failure}
                onRetry={submit}
                onOtherPhotos={
                  isParent || source === "character"
                    ? undefined
                    : () => {
                        for (const { key } of pictures) {
                          remove(key);
                        }
                      }
                }
                onOtherWords={() => {
                  change({});
                  document.getElementById("prompt")?.focus();
                }}
              />
            )}
            {missing && !isBusy && (
              <p id="create-missing" className="mb-2 text-sm text-muted">
                {t(missing === "consent" ? "photos.needsConsent" : `create.missing.${missing}`)}
              </p>
            )}
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <ActionButton
                type="submit"
                size="lg"
                variant={missing ? "secondary" : "primary"}
                isBusy={isBusy}
                aria-describedby={missing ? "create-missing" : undefined}
                isDisabled={!missing && (!price || (isSignedIn && !isConfirmed))}
                className={`min-w-44 flex-1 px-7 md:flex-none ${missing ? "text-muted" : ""}`}
              >
                {!isBusy && <Sparkles aria-hidden />}
                <span className="text-start leading-tight">
                  {t("create.submit")}
                  {price && <PriceLabel price={price} />}
                </span>
              </ActionButton>
              {step === "sending" && <CancelButton />}
              <Status isReady={missing === null} />
            </div>
          </>
        )}
      </div>
    </form>
  );
}

type Missing = "photo" | "consent" | "character" | "words";

/** What the user still has to choose before the image can be ordered. */
function missingFrom(
  target: Target,
  {
    source,
    pictures,
    characterId,
    prompt,
  }: Pick<ReturnType<typeof useNewGeneration.getState>, "source" | "pictures" | "characterId" | "prompt">,
  isConsentGiven: boolean,
): Missing | null {
  if (target.kind !== "template" && !prompt.trim()) {
    return "words";
  }
  if (target.kind === "template" && source === "photos" && pictures.length === 0) {
    return "photo";
  }
  if (target.kind === "template" && source === "character" && !characterId) {
    return "character";
  }
  return target.kind !== "parent" && source === "photos" && pictures.length > 0 && !isConsentGiven ? "consent" : null;
}

/** The elements in which the user adds what is missing. */
const PLACES: Record<Missing, string> = {
  photo: CHOOSE_PICTURES,
  consent: PHOTO_CONSENT,
  character: "create-source",
  words: "prompt",
};

/** Takes the user to what is missing. */
function showMissing(missing: Missing): void {
  const place = document.getElementById(PLACES[missing]);
  place?.focus();
  if (missing === "photo") {
    place?.click();
  }
}

/** Selects the user's first character unless they have chosen something else. */
function usePreselectedCharacter(isWanted: boolean): void {
  const isSignedIn = useIsSignedIn();
  const { data: characters } = useCharacters(isSignedIn && isWanted);
  const first = isWanted ? characters?.[0]?.id : undefined;
  useEffect(() => {
    const { pictures, characterId, change } = useNewGeneration.getState();
    if (first && pictures.length === 0 && characterId === null) {
      change({ source: "character", characterId: first });
    }
  }, [first]);
}

function CancelButton() {
  const { t } = useTranslation("generation");
  const cancel = useNewGeneration((state) => state.cancel);
  return (
    <Button
      variant="ghost"
      size="lg"
      onPress={() => {
        cancel();
        toast(t("create.cancelled"));
      }}
    >
      {t("app.cancel")}
    </Button>
  );
}

/**
 * Orders the image once for a user who has bought the stars that were missing, if the price is still the one they know. Otherwise they
 * press the button themselves.
 *
 * @param stars the price; null until it is confirmed
 * @param canOrder whether the draft is complete and the user has enough stars
 */
function useRun(stars: number | null, canOrder: boolean, submit: () => void): void {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const { run, isConsentGiven = false } = (state as CreateState | null) ?? {};
  const [isRestored, setRestored] = useState(false);
  useEffect(() => {
    void draftRestored.then(() => {
      if (isConsentGiven) {
        setConsent(
          useNewGeneration.getState().pictures.map(({ file }) => file),
          true,
        );
      }
      setRestored(true);
    });
  }, [isConsentGiven]);
  const isDecided = run !== undefined && isRestored && stars !== null;
  const order = useEffectEvent(() => {
    if (canOrder && stars === run) {
      submit();
    }
  });
  useEffect(() => {
    if (isDecided) {
      void navigate(pathname + search, { replace: true, state: null });
      order();
    }
  }, [isDecided, pathname, search, navigate]);
}

/** Says what is happening, and what follows. */
function Status({ isReady }: { isReady: boolean }) {
  const { t } = useTranslation("generation");
  const isSignedIn = useIsSignedIn();
  const { step, pictures } = useNewGeneration();
  const uploadText = useUploadText();
  const isUploading = step === "sending" && pictures.some(({ state }) => state !== "waiting");
  return (
    <p role="status" className="text-sm empty:hidden text-muted tabular-nums">
      {isUploading && uploadText(pictures)}
      {step === "finishing" && t("create.finishing")}
      {step === "choosing" && isReady && !isSignedIn && t("create.signInNext")}
    </p>
  );
}

/**
 * Returns a function that opens the page of a new image, unless the user has left this page. Continues a request that a reload
 * interrupted, and cancels the uploads when the user leaves.
 */
function useShowGeneration(target: Target): (generation: Generation | null) => void {
  const navigate = useNavigate();
  const isOpen = useRef(false);
  const show = useCallback(
    (generation: Generation | null) => {
      if (generation && isOpen.current) {
        void navigate(`/gallery/${generation.id}`, { replace: true });
      }
    },
    [navigate],
  );
  useEffect(() => {
    const { resume, cancel } = useNewGeneration.getState();
    isOpen.current = true;
    void resume(target).then(show);
    return () => {
      isOpen.current = false;
      cancel();
    };
  }, [target, show]);
  return show;
}
