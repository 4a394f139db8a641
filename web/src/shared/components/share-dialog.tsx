import { Button } from "@/shared/components/button";
import { Modal } from "@heroui/react/modal";
import { toast } from "@/shared/stores/toasts";
import { Check, Copy, Share2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { pictureFile } from "@/core/api/download";
import type { Generation } from "@/core/domain/entities/generation";
import { type Sharing, sharedUrl } from "@/core/domain/entities/shared-image";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { type SharingState, shareImage, stopSharing } from "@/shared/queries/sharing";
import { ActionButton } from "./action-button";
import { Dialog } from "./dialog";

/** How long the button says that the link is copied, in milliseconds. */
const COPIED_TIME = 2000;

interface ShareDialogProps {
  readonly generation: Pick<Generation, "id" | "prompt" | "templateId" | "image" | keyof SharingState>;
  readonly isOpen: boolean;
  /** Receives the fields of the generation that have changed. */
  onChange(change: SharingState): void;
  onClose(): void;
}

/**
 * Sends an image as a file, where the device can, or shares it under a link: chooses who sees it, sends or copies the link, and stops
 * sharing.
 */
export function ShareDialog({ generation, isOpen, onChange, onClose }: ShareDialogProps) {
  const { t } = useTranslation("sharing");
  return (
    <Dialog isOpen={isOpen} title={t("share.title")} onClose={onClose}>
      <SharingForm generation={generation} onChange={onChange} />
    </Dialog>
  );
}

function SharingForm({ generation, onChange }: Pick<ShareDialogProps, "generation" | "onChange">) {
  const { t } = useTranslation("sharing");
  const textOf = useFailureText();
  const { id, prompt, templateId, slug } = generation;
  const [choice, setChoice] = useState<Sharing>({
    visibility: generation.visibility === "public" ? "public" : "link",
    showPrompt: generation.showPrompt,
  });
  const [busy, setBusy] = useState<"sharing" | "stopping" | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const file = usePictureFile(generation);
  // The page has one main action.
  const variant = file === null ? "primary" : "secondary";

  const run = async (kind: "sharing" | "stopping", work: () => Promise<SharingState>) => {
    setBusy(kind);
    setMessage(null);
    setSaved(false);
    try {
      const state = await work();
      onChange(state);
      return state;
    } catch (error) {
      setMessage(textOf(error));
      return null;
    } finally {
      setBusy(null);
    }
  };
  /** Applies a change at once if the image is shared already. */
  const change = async (changed: Partial<Sharing>) => {
    const next = { ...choice, ...changed };
    setChoice(next);
    if (slug === null) {
      return;
    }
    if (await run("sharing", () => shareImage(id, next))) {
      setSaved(true);
    } else {
      setChoice(choice);
    }
  };
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  useEffect(() => {
    const timer = isCopied ? setTimeout(() => setCopied(false), COPIED_TIME) : undefined;
    return () => clearTimeout(timer);
  }, [isCopied]);
  /** Creates the link, and sends or copies it. Where the browser allows neither after the request, the dialog shows the link. */
  const share = async () => {
    const shared = await run("sharing", () => shareImage(id, choice));
    if (shared?.slug) {
      const url = sharedUrl(shared.slug);
      await (canSend() ? send(url) : copy(url)).catch(() => {});
    }
  };

  return (
    <>
      <Modal.Body className={`space-y-4 ${file ? "pt-2" : ""}`}>
        {file && (
          <>
            <ActionButton
              fullWidth
              size="lg"
              isBusy={file === "loading"}
              onPress={() => file !== "loading" && void navigator.share({ files: [file] }).catch(() => {})}
            >
              {file !== "loading" && <Share2 aria-hidden />}
              {t("share.sendPicture")}
            </ActionButton>
            <h3 className="border-t border-separator pt-4 font-semibold text-foreground">{t("share.orLink")}</h3>
          </>
        )}
        {slug === null ? (
          <p className="text-muted">{t("share.confirm")}</p>
        ) : (
          <SharedLink url={sharedUrl(slug)} onCopy={() => void copy(sharedUrl(slug))} />
        )}
        <fieldset className="space-y-2" disabled={busy !== null}>
          <legend className="sr-only">{t("share.who")}</legend>
          {(templateId === null ? (["link"] as const) : (["link", "public"] as const)).map((visibility) => (
            <label
              key={visibility}
              className="flex cursor-pointer gap-3 rounded-2xl border border-border p-3.5 has-checked:border-selection has-checked:bg-surface-secondary has-focus-visible:outline-2 has-focus-visible:outline-focus"
            >
              <input
                type="radio"
                name="visibility"
                checked={choice.visibility === visibility}
                onChange={() => void change({ visibility })}
                className="mt-1 size-4 shrink-0 accent-selection outline-none"
              />
              <span>
                <span className="block font-medium text-foreground">{t(`share.visibility.${visibility}.title`)}</span>
                <span className="block text-sm text-muted">{t(`share.visibility.${visibility}.text`)}</span>
              </span>
            </label>
          ))}
          {prompt !== null && (
            <label className="flex cursor-pointer items-center gap-3 px-3.5 py-1.5 text-foreground">
              <input
                type="checkbox"
                checked={choice.showPrompt}
                onChange={(event) => void change({ showPrompt: event.target.checked })}
                className="shows-focus size-4 shrink-0 accent-selection"
              />
              {t("share.showPrompt")}
            </label>
          )}
        </fieldset>
        <div className="text-sm text-muted">
          {slug !== null && <p role="status">{t(isSaved ? "share.saved" : "share.atOnce")}</p>}
          <p>{t("share.photos")}</p>
        </div>
        {message && (
          <p role="alert" className="text-sm text-danger">
            {message}
          </p>
        )}
      </Modal.Body>
      <Modal.Footer>
        {slug === null ? (
          <ActionButton fullWidth size="lg" variant={variant} isBusy={busy !== null} onPress={() => void share()}>
            {busy === null && (canSend() ? <Share2 aria-hidden /> : <Copy aria-hidden />)}
            {t(canSend() ? "share.create.send" : "share.create.copy")}
          </ActionButton>
        ) : (
          <div className="w-full text-center">
            <Button fullWidth size="lg" variant={variant} onPress={() => void copy(sharedUrl(slug))}>
              {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
              <span aria-live="polite">{t(isCopied ? "template.copied" : "share.copy")}</span>
            </Button>
            <ActionButton
              variant="ghost"
              className="mt-2 text-muted underline underline-offset-4"
              isBusy={busy === "stopping"}
              onPress={() => void run("stopping", () => stopSharing(id)).then((isDone) => isDone && toast.success(t("share.stopped")))}
            >
              {t("share.stop")}
            </ActionButton>
          </div>
        )}
      </Modal.Footer>
    </>
  );
}

/** The image as a file, where the device can send files. Null where it cannot, or if the image cannot be loaded. */
function usePictureFile({ id, image }: ShareDialogProps["generation"]): File | "loading" | null {
  const [file, setFile] = useState<File | "loading" | null>(() => (image && canSendFiles() ? "loading" : null));
  // It is loaded before the press: a share sheet opens only right after one.
  useEffect(() => {
    if (!image || !canSendFiles()) {
      return;
    }
    let isCurrent = true;
    const show = (loaded: File | null) => isCurrent && setFile(loaded);
    pictureFile(image, `nero-${id}`).then(show, () => show(null));
    return () => {
      isCurrent = false;
    };
  }, [id, image]);
  return file;
}

const canSendFiles = () => navigator.canShare?.({ files: [new File([""], "nero.png", { type: "image/png" })] }) ?? false;

const canSend = () => typeof navigator.share === "function";

/** Opens the device's share sheet. Rejects when the user closes it. */
const send = (url: string) => navigator.share({ title: "Nero", url });

interface SharedLinkProps {
  readonly url: string;
  onCopy(): void;
}

function SharedLink({ url, onCopy }: SharedLinkProps) {
  const { t } = useTranslation("sharing");
  return (
    <div className="flex gap-2">
      <div dir="ltr" className="relative min-w-0 flex-1">
        <input
          readOnly
          value={url.replace(/^https?:\/\//, "")}
          aria-label={t("share.link")}
          onFocus={(event) => event.target.select()}
          className="shows-focus h-11 w-full truncate rounded-xl border border-border bg-field ps-3.5 pe-12 text-sm"
        />
        <Button
          isIconOnly
          size="sm"
          variant="ghost"
          aria-label={t("share.copyShort")}
          onPress={onCopy}
          className="absolute end-1 top-1 size-9 rounded-lg text-muted"
        >
          <Copy aria-hidden />
        </Button>
      </div>
      {canSend() && (
        <Button
          isIconOnly
          variant="secondary"
          aria-label={t("share.send")}
          onPress={() => void send(url).catch(() => {})}
          className="shrink-0"
        >
          <Share2 aria-hidden />
        </Button>
      )}
    </div>
  );
}
