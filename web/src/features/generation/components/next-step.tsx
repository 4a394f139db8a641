import { Button, buttonVariants } from "@/shared/components/button";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Failure } from "@/core/api/failure";
import { useFailureText } from "@/shared/hooks/use-failure-text";

interface NextStepProps {
  readonly failure: Failure;
  onRetry(): void;
  /** Undefined if the image is not made from photos. */
  readonly onOtherPhotos?: (() => void) | undefined;
  onOtherWords(): void;
}

/** What the user can do about each refusal. For all others they can try again. */
const STEPS: Record<string, readonly ("photos" | "words" | "pictures" | "home")[]> = {
  CONTENT_BLOCKED: ["photos", "words"],
  PICTURE_REFUSED: ["photos"],
  PAYLOAD_TOO_LARGE: ["photos"],
  UNSUPPORTED_MEDIA_TYPE: ["photos"],
  IDEMPOTENCY_MISMATCH: ["photos"],
  VALIDATION: ["photos", "words"],
  NOT_FOUND: ["photos", "home"],
  TOO_MANY_JOBS: ["pictures"],
  DAILY_LIMIT: ["pictures"],
  GENERATION_PAUSED: ["pictures"],
};

/** Says why the image was not ordered, and offers what to do next. */
export function NextStep({ failure, onRetry, onOtherPhotos, onOtherWords }: NextStepProps) {
  const { t } = useTranslation("generation");
  const textOf = useFailureText();
  const link = buttonVariants({ variant: "secondary", size: "sm" });
  const buttons = {
    photos: onOtherPhotos && (
      <Button key="photos" size="sm" variant="secondary" onPress={onOtherPhotos}>
        {t("image.otherPhotos")}
      </Button>
    ),
    words: (
      <Button key="words" size="sm" variant="secondary" onPress={onOtherWords}>
        {t("create.otherWords")}
      </Button>
    ),
    pictures: (
      <Link key="pictures" to="/gallery" className={link}>
        {t("create.seePictures")}
      </Link>
    ),
    home: (
      <Link key="home" to="/" className={link}>
        {t("create.otherTemplate")}
      </Link>
    ),
  };
  const steps = STEPS[failure.code];
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-2xl bg-danger-soft px-4 py-3.5 text-danger-soft-foreground">
      <p role="alert">{textOf(failure)}</p>
      <div className="flex flex-wrap gap-2">
        {steps?.map((step) => buttons[step]) ?? (
          <Button size="sm" variant="secondary" onPress={onRetry}>
            {t("app.tryAgain")}
          </Button>
        )}
      </div>
    </div>
  );
}
