interface OptionChooserProps<T extends string> {
  readonly legend: string;
  /** Beside the legend. */
  readonly note?: string | undefined;
  readonly name: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly isBusy: boolean;
  /** Whether each option has a line of its own. */
  readonly isColumn?: boolean;
  /** Whether the options are the parts of one control. */
  readonly isSegmented?: boolean;
  /** Whether an option cannot be chosen. */
  isDisabled?(option: T): boolean;
  /** Shown after the options. */
  readonly children?: React.ReactNode;
  render(option: T): React.ReactNode;
  onChoose(option: T): void;
}

const OPTION =
  "min-h-11 rounded-xl border border-border bg-surface px-3.5 py-2 hover:bg-surface-secondary has-checked:border-foreground has-checked:bg-default";
const SEGMENT = "min-h-10 rounded-full px-4 text-muted has-checked:bg-segment has-checked:text-foreground has-checked:shadow-sm";

/** Selects one of a few options, shown as buttons in a row or a column. */
export function OptionChooser<T extends string>({
  legend,
  note,
  name,
  options,
  value,
  isBusy,
  isColumn = false,
  isSegmented = false,
  isDisabled,
  children,
  render,
  onChoose,
}: OptionChooserProps<T>) {
  return (
    <fieldset disabled={isBusy} className="min-w-0">
      <legend className="mb-2 text-sm font-medium">
        {legend}
        {note && <span className="ms-2 font-normal text-muted">{note}</span>}
      </legend>
      <div className={`flex ${isSegmented ? "w-fit rounded-full bg-default p-1" : `gap-2 ${isColumn ? "flex-col" : "flex-wrap"}`}`}>
        {options.map((option) => (
          <label
            key={option}
            className={`${isSegmented ? SEGMENT : OPTION} relative flex shrink-0 cursor-pointer items-center gap-2 text-sm transition-colors has-checked:font-medium has-disabled:cursor-default has-disabled:bg-transparent has-disabled:text-muted has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus`}
          >
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              disabled={isDisabled?.(option)}
              onChange={() => onChoose(option)}
              className="absolute inset-0 size-full cursor-pointer opacity-0 disabled:cursor-default"
            />
            {render(option)}
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  );
}
