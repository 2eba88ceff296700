# The portal as an image: docker build -t parvis .
# ImageIT runs the scripts used here in `mvn verify`.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /source
COPY pom.xml ./
COPY conf conf
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parvis \
 && install -d -o parvis -g parvis /opt/parvis
# Libraries change rarely, so they come first: a new version of the portal changes only the small last layer.
COPY --from=build /source/target/lib /opt/parvis/lib
COPY --from=build /source/src/main/scripts /opt/parvis
COPY --from=build /source/target/parvis.jar /opt/parvis/parvis.jar

USER 10001
# The management port listens on the container network for metrics collectors. Publish only port 8080 to the outside.
ENV JAVA_OPTS="-XX:MaxRAMPercentage=60" \
    PARVIS_MANAGEMENT_HOST=0.0.0.0
# The class archive is valid only for the same Java and the same path, so it is recorded here.
RUN /opt/parvis/rehearse

EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["/opt/parvis/healthy"]
ENTRYPOINT ["/opt/parvis/start"]
