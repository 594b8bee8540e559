package io.tocsin.sandbox;

import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the real parts they ask for as parameters: {@link KafkaPart}, {@link
 * ElasticsearchPart}, {@link ObjectStorePart}.
 *
 * <p>Each is started when the first test asks for it, shared by all tests of the run, and ended
 * after the last. So a test uses topics, indices and buckets of its own names, and one that kills a
 * part starts its own.
 *
 * <pre>{@code
 * @ExtendWith(StackExtension.class)
 * class BulkWriterTest {
 *   @Test
 *   void indexesEachLogOnce(ElasticsearchPart elasticsearch) { … }
 * }
 * }</pre>
 */
public final class StackExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KafkaPart.class
        || type == ElasticsearchPart.class
        || type == ObjectStorePart.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == KafkaPart.class) {
      return started(context, KafkaPart.class, workspace -> new KafkaPart(workspace, false));
    }
    if (type == ElasticsearchPart.class) {
      return started(
          context, ElasticsearchPart.class, workspace -> new ElasticsearchPart(workspace, false));
    }
    return started(
        context, ObjectStorePart.class, workspace -> new ObjectStorePart(workspace, false));
  }

  private static <P extends Part> P started(
      ExtensionContext context, Class<P> type, Function<Workspace, P> make) {
    return type.cast(
        store(context)
            .computeIfAbsent(
                type,
                absent -> {
                  P part = make.apply(workspace(context));
                  part.start();
                  return part;
                }));
  }

  private static Workspace workspace(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(
            TemporaryWorkspace.class,
            absent -> new TemporaryWorkspace(Workspace.create()),
            TemporaryWorkspace.class)
        .workspace();
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(StackExtension.class));
  }

  /** Deleted when the run is over; the store closes what it holds in reverse order, parts first. */
  private record TemporaryWorkspace(Workspace workspace) implements AutoCloseable {

    @Override
    public void close() {
      workspace.delete();
    }
  }
}
