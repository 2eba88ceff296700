package eu.parvis.desk;

import java.time.LocalDate;

/**
 * The check of the holder's identity, face to face.
 *
 * @param metBy who checked it
 * @param metOn day of {@code brand.timeZone}
 * @param number of the identity document; stored encrypted
 */
public record FaceToFace(String metBy, LocalDate metOn, String place, IdentityDocument document, String number) {

    /** The names are stored and stand in the API; a constant is never renamed. */
    public enum IdentityDocument {
        IDENTITY_CARD,
        PASSPORT,
        RESIDENCE_PERMIT
    }

    /** Without the number, so that it is in no log. */
    @Override
    public String toString() {
        return "FaceToFace[" + metOn + "]";
    }
}
