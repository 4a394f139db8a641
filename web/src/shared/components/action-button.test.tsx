import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ActionButton } from "./action-button";

afterEach(cleanup);

function aForm(isBusy: boolean) {
  const onSubmit = vi.fn((event: React.FormEvent) => event.preventDefault());
  const onPress = vi.fn();
  render(
    <form onSubmit={onSubmit}>
      <ActionButton type="submit" isBusy={isBusy} onPress={onPress}>
        Save
      </ActionButton>
    </form>,
  );
  return { button: screen.getByRole("button", { name: "Save" }), onSubmit, onPress };
}

test("submits the form when not busy", () => {
  const { button, onSubmit, onPress } = aForm(false);

  fireEvent.click(button);

  expect(button.getAttribute("aria-disabled")).toBeNull();
  expect([onPress.mock.calls.length, onSubmit.mock.calls.length]).toEqual([1, 1]);
});

test("is disabled but keeps the focus when busy", () => {
  const { button, onSubmit, onPress } = aForm(true);

  button.focus();
  fireEvent.click(button);

  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(button);
  expect([onPress.mock.calls.length, onSubmit.mock.calls.length]).toEqual([0, 0]);
});
