# The portal as an image: docker build -t parvis .
# Every script used here is run by `mvn verify` too (ImageIT).

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /source
COPY pom.xml ./
COPY conf conf
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parvis \
 && install -d -o parvis -g parvis /opt/parvis
# What seldom changes comes first: a new version of the portal is a layer of its own few classes.
COPY --from=build /source/target/lib /opt/parvis/lib
COPY --from=build /source/src/main/scripts /opt/parvis
COPY --from=build /source/target/parvis.jar /opt/parvis/parvis.jar

USER 10001
# The management port is opened to the container's network, so that a collector can reach it; publish only 8080.
ENV JAVA_OPTS="-XX:MaxRAMPercentage=60" \
    PARVIS_MANAGEMENT_HOST=0.0.0.0
# By the Java and at the place of the later starts, else the archive would not serve.
RUN /opt/parvis/rehearse

EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["/opt/parvis/healthy"]
ENTRYPOINT ["/opt/parvis/start"]
