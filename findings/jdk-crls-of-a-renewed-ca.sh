#!/usr/bin/env bash
# JDK (17.0.15 and Temurin 25.0.3): an authority has renewed its key and kept its name, so it signs two CRLs, one with
# each key; both are current. PKIX validation with both in one CertStore accepts the certificates of one key and reports
# "Could not determine revocation status" for those of the other. Which key loses depends on the hash codes of the CRLs:
# if the other key's CRL comes first, its failed signature check ends the search. Bouncy Castle 1.87 and OpenSSL 3 accept
# both certificates.
# Expected: the CRL that the certificate's own issuer signed is found, whatever else the store holds.
# Needs Maven, a JDK (17 or newer) and OpenSSL. Ends with 0 while the JDK behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for artifact in bcprov-jdk18on bcutil-jdk18on bcpkix-jdk18on; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact="org.bouncycastle:$artifact:1.87" -DoutputDirectory="$work" -Dmdep.useBaseVersion=true
done

cat > Renewal.java <<'JAVA'
import java.io.FileWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

class Renewal {
    static final long NOW = System.currentTimeMillis();
    static final X500Name ROOT = new X500Name("CN=Example Root");
    static final X500Name ISSUING = new X500Name("CN=Example Issuing");

    public static void main(String[] arguments) throws Exception {
        KeyPair root = key();
        KeyPair old = key();
        KeyPair renewed = key();
        X509Certificate anchor = certificate(ROOT, root, ROOT, root.getPublic(), 1, true);
        X509Certificate oldIssuer = certificate(ROOT, root, ISSUING, old.getPublic(), 2, true);
        X509Certificate newIssuer = certificate(ROOT, root, ISSUING, renewed.getPublic(), 3, true);
        X509Certificate oldHolder = certificate(ISSUING, old, new X500Name("CN=Old"), key().getPublic(), 4, false);
        X509Certificate newHolder = certificate(ISSUING, renewed, new X500Name("CN=New"), key().getPublic(), 5, false);
        X509CRL ofRoot = crl(ROOT, root);
        X509CRL ofOld = crl(ISSUING, old);
        X509CRL ofNew = crl(ISSUING, renewed);

        Provider jdk = Security.getProvider("SUN");
        Provider bc = new BouncyCastleProvider();
        List<X509CRL> all = List.of(ofRoot, ofOld, ofNew);
        System.out.println("jdk old: " + check(jdk, anchor, List.of(oldHolder, oldIssuer), all));
        System.out.println("jdk new: " + check(jdk, anchor, List.of(newHolder, newIssuer), all));
        System.out.println("jdk old, own CRLs only: " + check(jdk, anchor, List.of(oldHolder, oldIssuer), List.of(ofRoot, ofOld)));
        System.out.println("jdk new, own CRLs only: " + check(jdk, anchor, List.of(newHolder, newIssuer), List.of(ofRoot, ofNew)));
        System.out.println("bc old: " + check(bc, anchor, List.of(oldHolder, oldIssuer), all));
        System.out.println("bc new: " + check(bc, anchor, List.of(newHolder, newIssuer), all));
        write("root.pem", anchor);
        write("issuers.pem", oldIssuer, newIssuer);
        write("crls.pem", ofRoot, ofOld, ofNew);
        write("old.pem", oldHolder);
        write("new.pem", newHolder);
    }

    static String check(Provider provider, X509Certificate anchor, List<X509Certificate> path, List<X509CRL> crls)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
        try {
            CertPathValidator.getInstance("PKIX", provider)
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return "valid";
        } catch (CertPathValidatorException e) {
            return e.getReason() + "";
        }
    }

    static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    static ContentSigner signer(KeyPair key) throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
    }

    static X509Certificate certificate(
            X500Name issuer, KeyPair signer, X500Name subject, PublicKey key, int serial, boolean ca) throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, BigInteger.valueOf(serial), new Date(NOW - 3_600_000), new Date(NOW + 86_400_000), subject, key);
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
        builder.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(signer.getPublic()));
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signer)));
    }

    static X509CRL crl(X500Name issuer, KeyPair signer) throws Exception {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, new Date(NOW - 60_000));
        builder.setNextUpdate(new Date(NOW + 86_400_000));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.getPublic()));
        return new JcaX509CRLConverter().getCRL(builder.build(signer(signer)));
    }

    static void write(String file, Object... objects) throws Exception {
        try (JcaPEMWriter writer = new JcaPEMWriter(new FileWriter(file))) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
    }
}
JAVA

java -cp 'bcprov-jdk18on-1.87.jar:bcutil-jdk18on-1.87.jar:bcpkix-jdk18on-1.87.jar' Renewal.java | tee seen.txt
for holder in old new; do
  openssl verify -CAfile root.pem -untrusted issuers.pem -crl_check_all -CRLfile crls.pem "$holder.pem" | tee -a seen.txt
done

[[ $(grep -cE '^jdk (old|new): valid$' seen.txt) == 1 ]]
[[ $(grep -cE '^jdk (old|new): UNDETERMINED_REVOCATION_STATUS$' seen.txt) == 1 ]]
[[ $(grep -cE '^(jdk (old|new), own CRLs only|bc (old|new)): valid$' seen.txt) == 4 ]]
[[ $(grep -cE '^(old|new)\.pem: OK$' seen.txt) == 2 ]]
