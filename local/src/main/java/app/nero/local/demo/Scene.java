package app.nero.local.demo;

/** A way to fill a canvas. */
@FunctionalInterface
interface Scene {

    void drawOn(Canvas canvas);
}
