import { useTranslation } from "react-i18next";
import { MAX_PROMPT_LENGTH } from "@/core/domain/entities/generation";

interface PromptFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly isBusy: boolean;
  /** Whether to suggest complete prompts. */
  readonly hasIdeas: boolean;
  onChange(value: string): void;
}

const IDEAS = ["watercolor", "film", "comic", "oil"] as const;

/** The words that describe the image. */
export function PromptField({ label, placeholder, value, isBusy, hasIdeas, onChange }: PromptFieldProps) {
  const { t } = useTranslation("generation");
  return (
    <div>
      <label htmlFor="prompt" className="mb-2 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id="prompt"
        rows={hasIdeas ? 4 : 2}
        value={value}
        maxLength={MAX_PROMPT_LENGTH}
        readOnly={isBusy}
        placeholder={placeholder}
        // "auto" makes an empty field left-to-right.
        dir={value ? "auto" : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={`shows-focus field-sizing-content max-h-72 w-full resize-none rounded-2xl border border-border bg-field px-4 py-3 ${hasIdeas ? "min-h-[calc(2lh+1.625rem)] md:min-h-[calc(3lh+1.625rem)]" : ""}`}
      />
      {hasIdeas && value === "" && (
        <ul aria-label={t("create.ideas.title")} className="scroller -mx-4 mt-2 flex gap-2 px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0">
          {IDEAS.map((idea) => (
            <li key={idea} className="shrink-0">
              <button
                type="button"
                onClick={() => onChange(t(`create.ideas.${idea}`))}
                className="shows-focus min-h-9 cursor-pointer rounded-full border border-border bg-surface px-3.5 py-1.5 text-start text-sm transition-colors hover:bg-surface-secondary"
              >
                {t(`create.ideas.${idea}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
