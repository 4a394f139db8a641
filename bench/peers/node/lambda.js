// A minimal Node.js handler: reads the proxy event and queries MongoDB, without a framework and with almost no validation.
import { MongoClient, ObjectId } from 'mongodb';

const client = new MongoClient(process.env.MONGODB_URI, { maxPoolSize: 2 });
const db = client.db();

function answer(statusCode, body) {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}

async function list(event, userId) {
  const limit = Number(event.queryStringParameters?.limit ?? 20);
  const found = await db
    .collection('templates')
    .find({}, { projection: { searchTokens: 0, trendingScore: 0, likeChanges: 0, isTrendingPinned: 0 } })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .toArray();
  const page = found.slice(0, limit);
  const liked = userId
    ? await db
        .collection('favoriteTemplates')
        .find({ userId, templateId: { $in: page.map((template) => template._id) } }, { projection: { templateId: 1 } })
        .toArray()
    : [];
  const favorites = new Set(liked.map((favorite) => favorite.templateId.toString()));
  const templates = page.map(({ _id, ...rest }) => ({ id: _id, ...rest, isFavorite: favorites.has(_id.toString()) }));
  return { templates, nextCursor: found.length > limit ? page.at(-1)._id : null };
}

async function me(userId) {
  const { _id: id, role, ...user } = await db.collection('users').findOne({ _id: userId });
  return { user: { id, ...user } };
}

async function toggle(event, userId) {
  const templateId = new ObjectId(event.pathParameters.id);
  const favorites = db.collection('favoriteTemplates');
  const isFavorite = !(await favorites.findOneAndDelete({ userId, templateId }));
  if (isFavorite) {
    await favorites.insertOne({ userId, templateId, createdAt: new Date() });
  }
  const template = await db
    .collection('templates')
    .findOneAndUpdate(
      { _id: templateId },
      { $inc: { likeCount: isFavorite ? 1 : -1 } },
      { returnDocument: 'after', projection: { likeCount: 1 } },
    );
  return { isFavorite, likeCount: template.likeCount };
}

export async function handler(event, context) {
  context.callbackWaitsForEmptyEventLoop = false;
  const caller = event.requestContext.authorizer?.userId;
  const userId = caller && new ObjectId(caller);
  switch (`${event.httpMethod} ${event.resource}`) {
    case 'GET /v1/templates':
      return answer(200, { status: 'success', data: await list(event, userId) });
    case 'GET /v1/users/me':
      return answer(200, { status: 'success', data: await me(userId) });
    case 'POST /v1/templates/{id}/favorite':
      return answer(200, { status: 'success', data: await toggle(event, userId) });
    default:
      return answer(404, { status: 'error', message: 'Not found' });
  }
}
