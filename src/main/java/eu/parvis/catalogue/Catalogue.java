package eu.parvis.catalogue;

import eu.parvis.config.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

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

    /** Many routes and verticles of a node need it, and reading takes up to 20 ms. */
    private static final Map<Configuration, Catalogue> READ = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The catalogue of a node; its file is read once.
     *
     * @throws eu.parvis.config.ConfigurationException lists every fault of the file
     */
    public static Catalogue of(Configuration configuration) {
        return READ.computeIfAbsent(
                configuration,
                node -> CatalogueFile.read(node.get(CatalogueSettings.class).file()));
    }

    public Optional<Product> product(String code) {
        return products.stream().filter(product -> product.code().equals(code)).findFirst();
    }

    public Optional<DocumentKind> document(String code) {
        return documents.stream().filter(kind -> kind.code().equals(code)).findFirst();
    }
}
