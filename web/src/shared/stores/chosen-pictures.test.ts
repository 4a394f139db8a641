import { expect, test } from "vitest";
import { type ChosenPicture, uploadPosition } from "./chosen-pictures";

const picture = (state: ChosenPicture["state"]): ChosenPicture => ({
  key: state,
  file: new File([], "a.png"),
  preview: "",
  state,
  progress: 0,
});

test("counts the picture that is being sent from 1 to the last one", () => {
  const sending = picture("sending");
  const sent = picture("sent");

  expect(uploadPosition([sending, sending])).toEqual({ number: 1, total: 2 });
  expect(uploadPosition([sending, sent])).toEqual({ number: 2, total: 2 });
  expect(uploadPosition([sent, sent])).toEqual({ number: 2, total: 2 });
});
