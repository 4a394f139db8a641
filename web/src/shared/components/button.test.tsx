import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "./button";

afterEach(cleanup);

test("a disabled button cannot be pressed, and no button submits a form by itself", () => {
  const press = vi.fn();
  const submit = vi.fn();
  render(
    <form onSubmit={submit}>
      <Button onPress={press}>Save</Button>
      <Button isDisabled onPress={press}>
        Delete
      </Button>
    </form>,
  );

  for (const button of screen.getAllByRole("button")) {
    fireEvent.click(button);
  }

  expect(press).toHaveBeenCalledExactlyOnceWith();
  expect(submit).not.toHaveBeenCalled();
});
