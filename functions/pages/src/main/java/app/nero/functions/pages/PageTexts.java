package app.nero.functions.pages;

import app.nero.kernel.Language;
import java.util.Optional;

/**
 * The texts of page heads in one language.
 *
 * @param sameLook what one can do with a template
 * @param ownImage what one can do with Nero
 */
record PageTexts(String landingTitle, String landingDescription, String landingImage, String sameLook, String ownImage,
        String sharedTitle, String sharedImage) {

    private static final PageTexts ENGLISH = new PageTexts("Nero: one photo of you, any look you like",
            "Add a photo, choose a look, and get your image in about a minute.", "One photo in six looks",
            "Make the same look with your own photos.", "Make your own image from your photos.",
            "Someone made this with Nero", "Shared image, made with AI");

    private static final PageTexts PERSIAN = new PageTexts("Nero: یک عکس از شما، هر طور که بخواهید",
            "عکستان را اضافه کنید، قالبی انتخاب کنید و حدود یک دقیقه بعد تصویرتان را بگیرید.", "یک عکس در شش قالب",
            "با عکس‌های خودتان تصویری با همین قالب بسازید.", "از عکس‌های خودتان تصویر بسازید.",
            "این تصویر با Nero ساخته شده است", "تصویر اشتراکی، ساخته‌شده با هوش مصنوعی");

    static PageTexts of(Optional<Language> asked) {
        return switch (asked.orElse(PageHead.DEFAULT_LANGUAGE)) {
            case EN -> ENGLISH;
            case FA -> PERSIAN;
        };
    }
}
