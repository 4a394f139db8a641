import type { ButtonHTMLAttributes } from "react";

interface Look {
  readonly variant?: "primary" | "secondary" | "tertiary" | "outline" | "ghost" | "danger" | "danger-soft";
  readonly size?: "sm" | "md" | "lg";
  readonly fullWidth?: boolean;
  readonly isIconOnly?: boolean;
}

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "onClick"> {
  readonly isDisabled?: boolean | undefined;
  onPress?: (() => void) | undefined;
}

/** The classes of a button, also for links that look like one. */
export const buttonVariants = ({ variant = "primary", size = "md", fullWidth = false, isIconOnly = false }: Look = {}): string =>
  `button button--${size} button--${variant}${fullWidth ? " button--full-width" : ""}${isIconOnly ? " button--icon-only" : ""}`;

/** A button with the look of HeroUI's, without its code, which the first page would have to load. */
export function Button({ variant, size, fullWidth, isIconOnly, isDisabled, onPress, className = "", ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={isDisabled}
      onClick={onPress && (() => onPress())}
      className={`${buttonVariants({ variant, size, fullWidth, isIconOnly })} ${className}`}
    />
  );
}
