package eu.parvis.house;

import eu.parvis.company.ForeignVatNumber;
import eu.parvis.company.IdentificationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import eu.parvis.document.Bytes;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates sample objects of all types that messages may contain. */
final class Samples {

    private static final Country FRANCE = Country.parse("FR");

    private static final Map<Class<?>, Object> SIMPLE = Map.ofEntries(
            Map.entry(String.class, "é \"1\""),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(int.class, 7),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, 7L),
            Map.entry(Long.class, 7L),
            Map.entry(UUID.class, new UUID(1, 2)),
            Map.entry(Instant.class, Instant.parse("2026-11-22T09:00:00.123456789Z")),
            Map.entry(Duration.class, Duration.ofMinutes(30)),
            Map.entry(LocalDate.class, LocalDate.of(2026, 11, 22)),
            Map.entry(Country.class, FRANCE),
            Map.entry(Department.class, Department.parse("59")),
            Map.entry(Region.class, Region.parse("Nord")),
            Map.entry(Town.class, Town.parse("Lille")),
            Map.entry(Postcode.class, Postcode.parse("59000", FRANCE)),
            Map.entry(AddressLine.class, AddressLine.parse("12 rue des Verriers")),
            Map.entry(PersonName.class, PersonName.parse("Jeanne")),
            Map.entry(OrganisationName.class, OrganisationName.parse("Verriers du Nord")),
            Map.entry(PhoneNumber.class, PhoneNumber.parse("03 20 20 20 20", FRANCE)),
            Map.entry(EmailAddress.class, EmailAddress.parse("jeanne.martin@example.com")),
            Map.entry(Siret.class, Siret.parse("73282932000074")),
            Map.entry(VatNumber.class, VatNumber.parse("BE0776543297")),
            Map.entry(ForeignVatNumber.class, ForeignVatNumber.parse("CHE123456789")),
            Map.entry(Bytes.class, Bytes.parse("AP8=")),
            Map.entry(IdentificationNumber.class, IdentificationNumber.parse("1234567001")));

    private Samples() {}

    static Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        var raw = (Class<?>) type;
        if (SIMPLE.containsKey(raw)) {
            return SIMPLE.get(raw);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        if (raw.isSealed()) {
            return of(raw.getPermittedSubclasses()[0]);
        }
        if (raw.isRecord()) {
            return ofRecord(raw);
        }
        throw new IllegalArgumentException("No sample of " + type);
    }

    private static Object ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return Optional.of(of(arguments[0]));
        }
        if (raw == List.class) {
            return List.of(of(arguments[0]));
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(List.of(of(arguments[0])));
        }
        if (raw == Map.class) {
            return Map.of(of(arguments[0]), of(arguments[1]));
        }
        throw new IllegalArgumentException("No sample of " + raw);
    }

    private static Object ofRecord(Class<?> type) {
        var components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> of(component.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No sample of " + type, e);
        }
    }
}
