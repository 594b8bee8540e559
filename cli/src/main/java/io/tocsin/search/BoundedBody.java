package io.tocsin.search;

import java.io.IOException;
import org.apache.http.ContentTooLongException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.ContentBufferEntity;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.nio.util.HeapByteBufferAllocator;
import org.apache.http.nio.util.SimpleInputBuffer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer in memory, and fails as soon as it is longer than may be. The client's own
 * consumer looks at the length that is announced, and Elasticsearch announces none for answers to
 * searches.
 */
final class BoundedBody extends AbstractAsyncResponseConsumer<HttpResponse> {
  private static final int FIRST_BYTES = 4096;

  private final int limit;
  private final SimpleInputBuffer buffer =
      new SimpleInputBuffer(FIRST_BYTES, HeapByteBufferAllocator.INSTANCE);
  private @Nullable HttpResponse response;

  /**
   * Of one answer.
   *
   * @param limit the most bytes that it may have
   */
  BoundedBody(int limit) {
    this.limit = limit;
  }

  @Override
  protected void onResponseReceived(HttpResponse received) {
    response = received;
  }

  @Override
  protected void onEntityEnclosed(HttpEntity entity, ContentType type) {
    if (response != null) {
      response.setEntity(new ContentBufferEntity(entity, buffer));
    }
  }

  @Override
  protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
    buffer.consumeContent(decoder);
    if (buffer.length() > limit) {
      throw new ContentTooLongException("more than %d bytes", limit);
    }
  }

  @Override
  protected @Nullable HttpResponse buildResult(HttpContext context) {
    return response;
  }

  @Override
  protected void releaseResources() {
    response = null;
  }
}
