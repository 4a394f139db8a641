import { Button, buttonVariants } from "@/shared/components/button";
import { Button as MenuButton } from "@heroui/react/button";
import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { ProgressBar } from "@heroui/react/progress-bar";
import { Skeleton } from "@/shared/components/skeleton";
import { toast } from "@/shared/stores/toasts";
import {
  Check,
  ChevronLeft,
  ChevronRight,
  CircleX,
  Columns2,
  Copy,
  Download,
  Ellipsis,
  ImageOff,
  Layers2,
  Maximize2,
  Pencil,
  RotateCcw,
  Share2,
  Sparkles,
  Star,
  Trash2,
  type LucideIcon,
} from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { download } from "@/core/api/download";
import { Failure } from "@/core/api/failure";
import { type GeneratedPicture, type Generation, isActive, ratioOf } from "@/core/domain/entities/generation";
import { AiLabel } from "@/shared/components/ai-label";
import { ActionButton } from "@/shared/components/action-button";
import { BackButton } from "@/shared/components/back-button";
import { NotFoundPage } from "@/shared/components/not-found-page";
import { FailureNotice } from "@/shared/components/failure-notice";
import { PhoneActions } from "@/shared/components/phone-actions";
import { Picture } from "@/shared/components/picture";
import { LargePicture, PictureColumns, PictureStage } from "@/shared/components/picture-stage";
import { ShareButton } from "@/shared/components/share-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { useLocalized } from "@/shared/hooks/use-localized";
import { usePaging } from "@/shared/hooks/use-paging";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { listPrice, useEngines } from "@/shared/queries/engines";
import { useAccount } from "@/shared/queries/account";
import { useTemplate } from "@/shared/queries/template";
import { savedErrand } from "@/shared/stores/errand";
import { useTemplates } from "@/shared/stores/templates";
import { BeforeAfter } from "../components/before-after";
import { FamilyStrip } from "../components/family-strip";
import type { Factor, Order } from "../components/order-dialog";
import { createLink } from "../hooks/create-link";
import { filterOf, parametersOf } from "../hooks/gallery-filter";
import { Progress, percentOf } from "../components/progress";
import { progressText } from "../hooks/progress-text";
import { useBefore } from "../hooks/use-before";
import { isNew, useImageName } from "../hooks/use-image-name";
import { useGalleryKeys } from "../hooks/use-gallery-keys";
import { useNeighbors } from "../hooks/use-neighbors";
import { cancelGeneration, updateGeneration, useGeneration } from "../queries/generations";
import { deleteLater, undoDeletion, UNDO_TIME } from "../stores/deletions";

const Lightbox = lazy(async () => ({ default: (await import("@/shared/components/lightbox")).Lightbox }));
const OrderDialog = lazy(async () => ({ default: (await import("../components/order-dialog")).OrderDialog }));

/** One of the user's images: its progress while it is being made, then the result, or why there is none. */
export function PicturePage() {
  const { t } = useTranslation("generation");
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const filter = filterOf(parameters);
  const search = parametersOf(filter).toString();
  const { data: polled, error, refetch } = useGeneration(id);
  const generation = polled?.data.generation;
  const failure = error && Failure.of(error);
  const { previous, next } = useNeighbors(id, filter);
  const [isLarge, setLarge] = useState(false);
  const [wasLarge, setWasLarge] = useState(false);
  const open = (other: string | undefined) => other && void navigate({ pathname: `/gallery/${other}`, search }, { replace: true });
  const { handleKey, swipes } = usePaging(
    () => open(previous),
    () => open(next),
  );
  useGalleryKeys(handleKey, () => void navigate({ pathname: "/gallery", search }));
  const name = useImageName(generation);
  usePageTitle(name);

  if (failure?.code === "NOT_FOUND") {
    return <NotFoundPage />;
  }
  if (failure && !generation) {
    return <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-10 pt-3 sm:px-6 sm:pt-4 lg:px-10">
      <div className="mb-3 flex items-center justify-between">
        <BackButton fallback={search ? `/gallery?${search}` : "/gallery"} />
        {(previous || next) && (
          <div className="flex gap-2">
            <NeighborButton label={t("app.previous")} Icon={ChevronLeft} isDisabled={!previous} onPress={() => open(previous)} />
            <NeighborButton label={t("app.next")} Icon={ChevronRight} isDisabled={!next} onPress={() => open(next)} />
          </div>
        )}
      </div>
      <PictureColumns ratio={generation && ratioOf(generation)} phoneHeight="44svh">
        <div className="min-w-0">
          <PictureStage {...swipes}>
            {/* The key: another image starts without the state of this one, such as the comparison. */}
            {generation ? (
              <Result
                key={id}
                generation={generation}
                onEnlarge={() => {
                  setWasLarge(true);
                  setLarge(true);
                }}
              />
            ) : (
              <Skeleton className="size-full" />
            )}
          </PictureStage>
          {generation?.image && <FamilyStrip generation={generation} search={search} />}
        </div>
        {generation ? <Details key={id} generation={generation} name={name} search={search} /> : <Skeleton className="h-40 rounded-2xl" />}
      </PictureColumns>
      {wasLarge && (
        <Suspense>
          <Lightbox
            url={generation?.image?.url}
            alt={t("image.alt")}
            isOpen={isLarge && generation?.image !== null}
            onClose={() => setLarge(false)}
            onPrevious={previous ? () => open(previous) : undefined}
            onNext={next ? () => open(next) : undefined}
          >
            {generation?.image && <DownloadButton generation={generation} image={generation.image} />}
          </Lightbox>
        </Suspense>
      )}
    </div>
  );
}

interface NeighborButtonProps {
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly isDisabled: boolean;
  onPress(): void;
}

function NeighborButton({ label, Icon, isDisabled, onPress }: NeighborButtonProps) {
  return (
    <Button variant="secondary" isIconOnly className="rounded-full" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
      <Icon aria-hidden className="rtl:rotate-180" />
    </Button>
  );
}

function Result({ generation, onEnlarge }: { generation: Generation; onEnlarge: () => void }) {
  const { t } = useTranslation("generation");
  const template = useTemplates((state) => state.byId[generation.templateId ?? ""]);
  const before = useBefore(generation);
  const [isComparing, setComparing] = useState(false);
  if (generation.image) {
    return (
      <>
        {isComparing && before ? (
          <BeforeAfter before={before} image={generation.image} />
        ) : (
          <LargePicture url={generation.image.url} alt={t("image.alt")} onEnlarge={onEnlarge} />
        )}
        {before && (
          <Button variant="secondary" size="sm" className="absolute end-3 top-3 px-4 shadow-md" onPress={() => setComparing(!isComparing)}>
            {isComparing ? <Check aria-hidden /> : <Columns2 aria-hidden />}
            {t(isComparing ? "image.compareDone" : "image.compare")}
          </Button>
        )}
      </>
    );
  }
  // What the picture is made from, too blurred to be recognized.
  const start = generation.sources?.find(({ role }) => role === "subject")?.url ?? template?.imageUrl;
  const blurred = start && (
    <div className="absolute inset-0 scale-125 blur-[3.5rem]">
      <Picture url={start} alt="" sizes="20vw" />
    </div>
  );
  if (!isActive(generation)) {
    const Icon = generation.status === "canceled" ? CircleX : ImageOff;
    return (
      <div className="relative grid size-full place-items-center text-muted">
        <div className="absolute inset-0 opacity-40">{blurred}</div>
        <Icon aria-hidden size={48} strokeWidth={1.2} className="relative" />
      </div>
    );
  }
  return (
    <div className="relative grid size-full animate-pulse place-items-center text-muted">
      {blurred ?? <Sparkles aria-hidden size={48} strokeWidth={1.2} />}
    </div>
  );
}

interface DetailsProps {
  readonly generation: Generation;
  readonly name: string;
  readonly search: string;
}

function Details({ generation, name, search }: DetailsProps) {
  const { t } = useTranslation("generation");
  const { day, pixels } = useFormats();
  const localized = useLocalized();
  const { status, templateId, prompt, createdAt, image } = generation;
  const template = useTemplate(templateId);
  // An image that is finished while the page shows it stays new.
  const [wasNew] = useState(() => isNew(generation));
  const isNamed = status === "succeeded" && !wasNew;
  const title = isNamed ? name : t(isActive(generation) ? progressText(generation) : `image.${status}`);
  return (
    <div className="flex min-w-0 animate-rise flex-col lg:block lg:pt-4">
      {image && <AiLabel />}
      <h1 dir="auto" className="from-start mb-3 mt-1 text-2xl font-bold leading-snug sm:text-[1.75rem] md:mb-0">
        {title}
      </h1>
      <p role="status" className="sr-only">
        {isNamed ? "" : title}
      </p>
      {isActive(generation) && <Waiting generation={generation} />}
      {status === "failed" && <p className="mt-3 text-muted">{t(`image.failures.${generation.error?.code ?? "INTERNAL"}`)}</p>}
      {(status === "failed" || status === "canceled") && <Refund generation={generation} />}
      <Actions key={status} generation={generation} search={search} />
      <div className="mt-8 space-y-3 border-t border-separator pt-5 text-sm text-muted">
        {prompt && (
          <p dir="auto" className="from-start line-clamp-4 text-foreground">
            {prompt}
          </p>
        )}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span>{day(createdAt)}</span>
          {image && (
            <bdi dir="ltr" className="tabular-nums">
              {pixels(image.width, image.height)}
            </bdi>
          )}
          {templateId && (
            <Link to={`/templates/${templateId}`} className="shows-focus rounded font-medium link">
              {template ? localized(template.title) : t("template.view")}
            </Link>
          )}
        </p>
      </div>
    </div>
  );
}

function Waiting({ generation }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  const percent = percentOf(generation);
  return (
    <>
      <ProgressBar aria-label={t("image.progress")} isIndeterminate={percent === null} value={percent ?? 0} className="mt-5 block">
        <Progress generation={generation} />
      </ProgressBar>
      <p className="mt-4 text-muted">{t("image.wait")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Link to="/" className={`${buttonVariants({ size: "lg", variant: "secondary" })} max-sm:flex-1`}>
          {t("image.explore")}
        </Link>
        {generation.status === "queued" && <CancelButton generation={generation} />}
      </div>
    </>
  );
}

function Refund({ generation: { stars, refunded } }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  return stars > 0 && <p className="mt-2 font-medium">{refunded ? t("image.refunded", { count: stars }) : t("image.refunding")}</p>;
}

/** What the user can do in the current state. */
function Actions({ generation, search }: { generation: Generation; search: string }) {
  const { t } = useTranslation();
  const { id, image } = generation;
  if (isActive(generation)) {
    return null;
  }
  if (!image) {
    return (
      <PhoneActions>
        <NextSteps generation={generation} />
        <DeleteButton id={id} search={search} />
      </PhoneActions>
    );
  }
  return (
    <>
      <PhoneActions>
        <DownloadButton generation={generation} image={image} />
        <ShareButton
          size="lg"
          variant="secondary"
          className="flex-1"
          generation={generation}
          onShare={(change) => updateGeneration({ ...generation, ...change })}
        >
          <Share2 aria-hidden />
          {t("template.share")}
        </ShareButton>
        <MoreMenu generation={generation} search={search} />
      </PhoneActions>
      <MakeMore generation={generation} />
    </>
  );
}

/** What else can be made from an image, with the prices. */
function MakeMore({ generation }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  const engines = useEngines();
  // The order for which the user has got stars is shown again.
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const [resumed] = useState(state as { order: Order; factor: Factor } | null);
  const [order, setOrder] = useState<Order | null>(resumed?.order ?? null);
  const [lastOrder, setLastOrder] = useState<Order | null>(order);
  const { id, prompt, templateId, size, engine } = generation;
  const canVary = prompt !== null || templateId !== null;
  const enlarger = engines?.engines.find(({ types }) => types.includes("upscale"));
  const balance = useAccount().data?.user?.stars;
  const price = listPrice(engines, size, engine);
  const editPrice = listPrice(engines);
  const prices = [editPrice, canVary ? price : undefined, enlarger?.stars.x2].filter((stars) => stars !== undefined);
  useEffect(() => {
    if (resumed) {
      void navigate(pathname + search, { replace: true, state: null });
    }
  }, [resumed, pathname, search, navigate]);
  const open = (chosen: Order) => {
    setLastOrder(chosen);
    setOrder(chosen);
  };
  return (
    <>
      {balance !== undefined && prices.some((stars) => stars > balance) && (
        <MissingStars balance={balance} isForAll={prices.every((stars) => stars > balance)} />
      )}
      <ul className="mt-3 grid auto-cols-fr grid-flow-col gap-2">
        <li>
          <Link to={`/create?from=${id}`} className={tileOf(editPrice, balance)}>
            <Tile Icon={Pencil} name={t("image.edit")} stars={editPrice} />
          </Link>
        </li>
        {canVary && (
          <li>
            <button type="button" onClick={() => open("variation")} className={tileOf(price, balance)}>
              <Tile Icon={Layers2} name={t("image.vary")} stars={price} />
            </button>
          </li>
        )}
        {enlarger && (
          <li>
            <button type="button" onClick={() => open("upscale")} className={tileOf(enlarger.stars.x2, balance)}>
              <Tile Icon={Maximize2} name={t("image.enlarge")} stars={enlarger.stars.x2} />
            </button>
          </li>
        )}
      </ul>
      {balance !== undefined && prices.length > 0 && prices.every((stars) => stars <= balance) && (
        <p className="mt-2.5 text-sm text-muted">{t("image.balance", { count: balance })}</p>
      )}
      {lastOrder && (
        <Suspense>
          <OrderDialog
            order={lastOrder}
            generation={generation}
            initialFactor={resumed?.factor ?? "2"}
            isOpen={order !== null}
            onClose={() => setOrder(null)}
          />
        </Suspense>
      )}
    </>
  );
}

interface MissingStarsProps {
  readonly balance: number;
  /** Whether the stars are enough for nothing of what can be made. */
  readonly isForAll: boolean;
}

/** Says that the user's stars are not enough for all that can be made, and leads to where stars are sold. */
function MissingStars({ balance, isForAll }: MissingStarsProps) {
  const { t } = useTranslation("generation");
  return (
    <div className="mt-3 flex min-h-14 items-center gap-3 rounded-2xl bg-surface-secondary py-1.5 ps-4 pe-2 text-sm">
      <Star aria-hidden size={18} className="shrink-0 text-ember" />
      <p className="min-w-0 flex-1">
        <span className="block font-medium">{t("image.balance", { count: balance })}</span>
        {!isForAll && <span className="block text-muted">{t("image.needsMore")}</span>}
      </p>
      <Link
        to="/upgrade"
        onClick={() => savedErrand.clear()}
        className={`${buttonVariants({ size: "sm", variant: "outline" })} shrink-0 border-foreground/30`}
      >
        {t("app.getStars")}
      </Link>
    </div>
  );
}

/** The classes of a tile. One that costs more stars than the user has is muted as a whole. */
const tileOf = (stars = 0, balance = stars) =>
  `shows-focus flex size-full cursor-pointer flex-col items-center gap-1 rounded-2xl border border-separator px-1 py-3 text-center text-xs leading-tight font-medium transition-colors hover:bg-surface-secondary sm:text-sm ${stars > balance ? "text-muted" : "bg-surface"}`;

interface TileProps {
  readonly Icon: LucideIcon;
  readonly name: string;
  readonly stars: number | undefined;
}

function Tile({ Icon, name, stars = 0 }: TileProps) {
  const { t } = useTranslation("generation");
  return (
    <>
      <Icon aria-hidden size={20} strokeWidth={1.75} className="mb-1" />
      <span>{name}</span>{" "}
      {stars > 0 && <span className="mt-auto text-xs font-normal tabular-nums text-muted">{t("app.stars", { count: stars })}</span>}
    </>
  );
}

/** What the user can do about an image that was not made. */
function NextSteps({ generation }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  const { status, error, templateId, prompt, stars } = generation;
  const link = createLink(generation);
  const isFinal = error !== null && !error.retryable;
  const first = !isFinal
    ? t("app.tryAgain")
    : templateId === null && prompt !== null && error.code === "CONTENT_BLOCKED"
      ? t("create.otherWords")
      : t("image.otherPhotos");
  return (
    <>
      <Link to={link.to} state={link.state} className={`${buttonVariants({ size: "lg" })} flex-1 sm:flex-none`}>
        <RotateCcw aria-hidden />
        {first}
        {status === "canceled" && stars > 0 && <span className="text-xs font-normal tabular-nums">{t("app.stars", { count: stars })}</span>}
      </Link>
      {isFinal && (
        <Link to="/" className={`${buttonVariants({ size: "lg", variant: "secondary" })} flex-1 sm:flex-none`}>
          {t("create.otherTemplate")}
        </Link>
      )}
    </>
  );
}

function CancelButton({ generation: { id, stars } }: { generation: Generation }) {
  const { t } = useTranslation("generation");
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await cancelGeneration(id);
    } catch (error) {
      toast.danger(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActionButton size="lg" variant="ghost" isBusy={isBusy} onPress={() => void cancel()}>
      {t(stars > 0 ? "image.cancel" : "app.cancel")}
    </ActionButton>
  );
}

function DownloadButton({ generation: { id }, image }: { generation: Generation; image: GeneratedPicture }) {
  const { t } = useTranslation("generation");
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(image, `nero-${id}`);
      toast.success(t("image.downloaded"));
    } catch {
      toast.danger(t("image.downloadFailed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActionButton isAlwaysAllowed size="lg" isBusy={isBusy} className="flex-1" onPress={() => void save()}>
      {!isBusy && <Download aria-hidden />}
      {t("image.download")}
    </ActionButton>
  );
}

/** The actions that are seldom needed. */
function MoreMenu({ generation: { id, prompt }, search }: { generation: Generation; search: string }) {
  const { t } = useTranslation("generation");
  const remove = useDeletion(id, search);
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast.success(t("template.promptCopied"));
  };
  return (
    <Dropdown>
      <MenuButton size="lg" variant="secondary" isIconOnly aria-label={t("image.more")} className="shrink-0 rounded-full">
        <Ellipsis aria-hidden />
      </MenuButton>
      <Dropdown.Popover placement="bottom end" className="min-w-48">
        <Dropdown.Menu aria-label={t("image.more")}>
          {prompt !== null && (
            <Dropdown.Item id="copy" textValue={t("template.copyPrompt")} onAction={() => void copy(prompt)}>
              <Copy aria-hidden size={16} className="text-muted" />
              <Label>{t("template.copyPrompt")}</Label>
            </Dropdown.Item>
          )}
          <Dropdown.Item id="delete" variant="danger" textValue={t("image.delete")} onAction={remove}>
            <Trash2 aria-hidden size={16} />
            <Label>{t("image.delete")}</Label>
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function DeleteButton({ id, search }: { id: string; search: string }) {
  const { t } = useTranslation("generation");
  return (
    <Button size="lg" variant="ghost" className="text-muted" onPress={useDeletion(id, search)}>
      <Trash2 aria-hidden />
      {t("image.delete")}
    </Button>
  );
}

/** Returns a function that deletes an image at once for the user, who can undo it for a few seconds. */
function useDeletion(id: string, search: string): () => void {
  const { t } = useTranslation("generation");
  const textOf = useFailureText();
  const navigate = useNavigate();
  return () => {
    deleteLater(id, (error) => toast.danger(textOf(error)));
    toast(t("image.deleted"), {
      timeout: UNDO_TIME,
      actionProps: { children: t("image.undo"), onPress: () => undoDeletion(id) },
    });
    void navigate({ pathname: "/gallery", search }, { replace: true });
  };
}
