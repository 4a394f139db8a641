package app.nero.studio;

import app.nero.generation.filter.Blur;
import app.nero.generation.filter.Pixels;

/** Brings back what a network loses of a photo. */
final class Detail {

    /** A restyled image is at least this bright, as a share of its photo, because faces vanish in the dark. */
    private static final double MIN_BRIGHTNESS = 0.5;

    private Detail() {}

    /**
     * Adds the fine detail of a photo to its restyled copy: edges become sharp, and faces recognizable. Adding it to the photo
     * itself sharpens the photo.
     *
     * @param radius the size of the finest features that are not detail, in pixels
     * @param amount 1 adds all of the detail
     */
    static void add(Pixels restyled, Pixels photo, double radius, double amount) {
        float[] light = photo.luminance();
        float[] soft = Blur.gaussian(light, photo.width(), photo.height(), radius);
        for (int i = 0; i < light.length; i++) {
            float detail = (float) amount * (light[i] - soft[i]);
            restyled.set(i, Pixels.clamp(restyled.red()[i] + detail), Pixels.clamp(restyled.green()[i] + detail),
                    Pixels.clamp(restyled.blue()[i] + detail));
        }
    }

    /** Brightens a restyled copy whose mean brightness is far below that of its photo. */
    static void keepBrightness(Pixels restyled, Pixels photo) {
        double wanted = MIN_BRIGHTNESS * mean(photo);
        double mean = mean(restyled);
        if (mean >= wanted || mean <= 0) {
            return;
        }
        double gamma = Math.log(wanted) / Math.log(mean);
        for (int i = 0; i < restyled.size(); i++) {
            float light = restyled.luminance(i);
            restyled.multiply(i, light > 0 ? (float) (Math.pow(light, gamma) / light) : 1);
        }
    }

    private static double mean(Pixels image) {
        double sum = 0;
        for (int i = 0; i < image.size(); i++) {
            sum += image.luminance(i);
        }
        return sum / image.size();
    }
}
