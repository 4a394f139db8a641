package app.nero;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.account.Subscription;
import app.nero.generation.AspectRatio;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationStatus;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import app.nero.generation.Removal;
import app.nero.generation.SourceRole;
import app.nero.generation.Visibility;
import app.nero.kernel.Role;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import app.nero.picture.PictureFormat;
import app.nero.report.ReportReason;
import app.nero.stars.StarsKind;
import app.nero.template.TemplateSort;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of enums in requests, in responses and in the database. */
class EnumTextsTest {

    static Stream<Arguments> ofRequests() {
        return Stream.of(
                texts(Subscription.values(), Subscription::text, Subscription::parse),
                texts(Role.values(), Role::text, Role::parse),
                texts(AspectRatio.values(), AspectRatio::text, AspectRatio::parse),
                texts(EngineTier.values(), EngineTier::text, EngineTier::parse),
                texts(GenerationStatus.values(), GenerationStatus::text, GenerationStatus::parse),
                texts(GenerationType.values(), GenerationType::text, GenerationType::parse),
                texts(ImageSize.values(), ImageSize::text, ImageSize::parse),
                texts(SourceRole.values(), SourceRole::text, SourceRole::parse),
                texts(Visibility.values(), Visibility::text, Visibility::parse),
                texts(PaymentProvider.values(), PaymentProvider::text, PaymentProvider::parse),
                texts(PaymentStatus.values(), PaymentStatus::text, PaymentStatus::parse),
                texts(PictureFormat.values(), PictureFormat::extension, PictureFormat::ofExtension),
                texts(ReportReason.values(), ReportReason::text, ReportReason::parse),
                texts(TemplateSort.values(), TemplateSort::text, TemplateSort::parse));
    }

    static Stream<Arguments> ofTheDatabase() {
        return Stream.of(
                texts(Subscription.values(), Subscription::text, Subscription::of),
                texts(Role.values(), Role::text, Role::of),
                texts(GenerationStatus.values(), GenerationStatus::text, GenerationStatus::of),
                texts(Removal.Cause.values(), Removal.Cause::text, Removal.Cause::of),
                texts(PaymentProvider.values(), PaymentProvider::text, PaymentProvider::of),
                texts(PaymentStatus.values(), PaymentStatus::text, PaymentStatus::of),
                texts(StarsKind.values(), StarsKind::text, text -> StarsKind.of(Optional.of(text), "")));
    }

    @ParameterizedTest
    @MethodSource("ofRequests")
    <E> void readsTheTextOfEachValueAndNoOther(List<E> values, Function<E, String> text,
            Function<String, Optional<E>> parse) {
        values.forEach(value -> assertEquals(Optional.of(value), parse.apply(text.apply(value))));

        assertEquals(Optional.empty(), parse.apply(""));
        assertEquals(Optional.empty(), parse.apply("unknown"));
    }

    @ParameterizedTest
    @MethodSource("ofTheDatabase")
    <E> void readsTheStoredTextOfEachValueAndNoOther(List<E> values, Function<E, String> text, Function<String, E> of) {
        values.forEach(value -> assertEquals(value, of.apply(text.apply(value))));

        assertThrows(IllegalArgumentException.class, () -> of.apply("unknown"));
    }

    private static <E, R> Arguments texts(E[] values, Function<E, String> text, Function<String, R> read) {
        return Arguments.of(List.of(values), text, read);
    }
}
