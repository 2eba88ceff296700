package eu.parvis.catalogue;

import eu.parvis.config.Configuration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@code conf/catalogue.yaml} says.
 *
 * @param products in the order of the menu
 */
public record Catalogue(
        List<Product> products,
        List<DocumentKind> documents,
        List<Reason> documentRefusals,
        List<Reason> requestRefusals) {

    public Catalogue {
        products = List.copyOf(products);
        documents = List.copyOf(documents);
        documentRefusals = List.copyOf(documentRefusals);
        requestRefusals = List.copyOf(requestRefusals);
    }

    /**
     * Reads the file of the settings.
     *
     * @throws eu.parvis.config.ConfigurationException lists every fault of the file
     */
    public static Catalogue of(Configuration configuration) {
        return CatalogueFile.read(configuration.get(CatalogueSettings.class).file());
    }

    public Optional<Product> product(String code) {
        return products.stream().filter(product -> product.code().equals(code)).findFirst();
    }

    public Optional<DocumentKind> document(String code) {
        return documents.stream().filter(kind -> kind.code().equals(code)).findFirst();
    }
}
