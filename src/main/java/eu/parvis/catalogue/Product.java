package eu.parvis.catalogue;

import eu.parvis.membership.Role;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of certificate that can be ordered.
 *
 * @param code the key in the file, such as {@code ID_RGS_1}; never reused for another product
 * @param holders for each kind of holder, who may order and which documents are needed; in the order of {@link HolderKind}
 * @param months durations that can be ordered
 * @param validity the longest validity of one certificate in days; a longer duration is served by several certificates
 * @param usages the oldest first
 * @param faceToFace whether the holder's identity is checked face to face
 * @param decisions how many operators must accept the request: 1, or 2 under the two-person rule
 * @param approvals who must approve in the organisation before the desk decides
 * @param reuse how long a check may be reused
 * @param renewals how often a certificate may be renewed
 */
public record Product(
        String code,
        Localised name,
        Localised summary,
        Support support,
        Map<HolderKind, HolderRule> holders,
        List<Integer> months,
        DatedDays validity,
        List<Usage> usages,
        boolean faceToFace,
        int decisions,
        List<Approval> approvals,
        Map<CheckedThing, DatedDays> reuse,
        int renewals,
        Optional<Localised> price) {

    /**
     * The rule of a product for one kind of holder.
     *
     * @param roles the person who orders needs one of them in the organisation (CG-47); none: every person may order,
     *     also without an organisation
     */
    public record HolderRule(List<Role> roles, List<DocumentRule> documents) {

        public HolderRule {
            roles = List.copyOf(roles);
            documents = List.copyOf(documents);
        }

        public boolean needsOrganisation() {
            return !roles.isEmpty();
        }

        public boolean admits(List<Role> owned) {
            return roles.isEmpty() || owned.stream().anyMatch(roles::contains);
        }
    }

    /** A document of the request's checklist. */
    public record DocumentRule(DocumentKind kind, boolean required) {}

    /** Members with this role must approve, this many of them. */
    public record Approval(Role role, int number) {}

    public Product {
        months = List.copyOf(months);
        usages = usages.stream().sorted(Comparator.comparing(Usage::from)).toList();
        approvals = List.copyOf(approvals);
    }

    /** The kinds of holder for which a person with these roles may order. */
    public List<HolderKind> orderableFor(List<Role> owned) {
        return holders.entrySet().stream()
                .filter(holder -> holder.getValue().admits(owned))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Each of these roles allows to order the product for one kind of holder at least. */
    public List<Role> orderers() {
        return holders.values().stream()
                .flatMap(rule -> rule.roles().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The usages of a certificate issued on this day; empty before the first. */
    public Optional<Usage> usage(LocalDate day) {
        return usages.stream().filter(usage -> !usage.from().isAfter(day)).reduce((older, newer) -> newer);
    }
}
