interface ChipProps {
  readonly isOn: boolean;
  readonly label?: string;
  readonly children: React.ReactNode;
  onPress(): void;
}

/** Turns a filter on and off. */
export function Chip({ isOn, label, children, onPress }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={label}
      onClick={onPress}
      className={`shows-focus flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-full border px-3.5 text-sm font-medium ${
        isOn ? "border-selection bg-selection/12 text-foreground" : "border-border bg-surface text-foreground hover:bg-surface-secondary"
      }`}
    >
      {children}
    </button>
  );
}
