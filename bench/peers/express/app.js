// The measured routes with Express and Mongoose, written as the guides of these libraries recommend.
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import Joi from 'joi';
import jwt from 'jsonwebtoken';
import mongoose from 'mongoose';
import { Favorite, Template, User } from './models.js';

const listQuery = Joi.object({
  category: Joi.string().max(50),
  tag: Joi.string().max(50),
  style: Joi.string().max(50),
  trending: Joi.boolean(),
  search: Joi.string().max(64),
  sort: Joi.string().valid('newest', 'popular', 'views', 'trending').default('newest'),
  limit: Joi.number().integer().min(1).max(100).default(20),
  cursor: Joi.string().hex().length(24),
});

const templateId = Joi.object({ id: Joi.string().hex().length(24).required() });

const orders = {
  newest: { _id: -1 },
  popular: { likeCount: -1, _id: -1 },
  views: { viewCount: -1, _id: -1 },
  trending: { trendingScore: -1, _id: -1 },
};

function checked(schema, value) {
  const { value: valid, error } = schema.validate(value, { abortEarly: false });
  if (error) {
    throw Object.assign(new Error(error.message), { status: 400 });
  }
  return valid;
}

function userOf(req) {
  const [scheme, token] = (req.headers['x-peer-token'] ?? req.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) {
    return null;
  }
  try {
    return jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] }).sub;
  } catch {
    throw Object.assign(new Error('Sign in first'), { status: 401 });
  }
}

function guestOrUser(req, res, next) {
  req.userId = userOf(req);
  next();
}

function signedIn(req, res, next) {
  req.userId = userOf(req);
  if (!req.userId) {
    throw Object.assign(new Error('Sign in first'), { status: 401 });
  }
  next();
}

function success(res, data) {
  res.set('Cache-Control', 'no-store').json({ status: 'success', data });
}

const routes = express.Router();

routes.get('/templates', guestOrUser, async (req, res) => {
  const { category, tag, style, trending, search, sort, limit, cursor } = checked(listQuery, req.query);
  const filter = {
    ...(category && { category }),
    ...(tag && { tags: tag }),
    ...(style && { style }),
    ...(trending !== undefined && { isTrending: trending }),
    ...(search && { searchTokens: { $gte: search, $lt: `${search}\uffff` } }),
    ...(cursor && { _id: { $lt: cursor } }),
  };
  const found = await Template.find(filter, { searchTokens: 0 })
    .sort(orders[sort])
    .limit(limit + 1)
    .lean();
  const page = found.slice(0, limit);
  const liked = req.userId
    ? await Favorite.find({ userId: req.userId, templateId: { $in: page.map((template) => template._id) } }, { templateId: 1 }).lean()
    : [];
  const favorites = new Set(liked.map((favorite) => favorite.templateId.toString()));
  success(res, {
    templates: page.map((template) => ({
      id: template._id,
      imageUrl: template.imageUrl,
      publicId: template.publicId,
      title: template.title,
      prompt: template.prompt,
      style: template.styleNames,
      category: template.category,
      tags: template.tagNames,
      isTrending: template.isTrending,
      isFavorite: favorites.has(template._id.toString()),
      viewCount: template.viewCount,
      likeCount: template.likeCount,
      createdAt: template.createdAt,
      updatedAt: template.updatedAt,
    })),
    nextCursor: found.length > limit ? page.at(-1)._id : null,
  });
});

routes.get('/users/me', signedIn, async (req, res) => {
  const user = await User.findById(req.userId).lean();
  if (!user) {
    throw Object.assign(new Error('Sign in first'), { status: 401 });
  }
  const { _id: id, phoneNumber, name, email, subscription, stars, isVerified, createdAt, updatedAt } = user;
  success(res, { user: { id, phoneNumber, name, email, subscription, stars, isVerified, createdAt, updatedAt } });
});

routes.post('/templates/:id/favorite', signedIn, async (req, res) => {
  const { id } = checked(templateId, req.params);
  const key = { userId: req.userId, templateId: id };
  const isFavorite = !(await Favorite.findOneAndDelete(key).lean());
  if (isFavorite) {
    await Favorite.create(key);
  }
  const template = await Template.findByIdAndUpdate(
    id,
    { $inc: { likeCount: isFavorite ? 1 : -1 } },
    { returnDocument: 'after', timestamps: false, projection: { likeCount: 1 } },
  ).lean();
  if (!template) {
    throw Object.assign(new Error('Not found'), { status: 404 });
  }
  success(res, { isFavorite, likeCount: template.likeCount });
});

export const app = express();
app.set('trust proxy', 1);
app.use(helmet());
app.use(
  rateLimit({
    windowMs: 15 * 60 * 1000,
    limit: Number(process.env.RATE_LIMIT ?? 100),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
  }),
);
app.use(express.json());
app.use(['/api/v1', '/v1'], routes);
app.use((error, req, res, next) => {
  const status = error.status ?? 500;
  res.status(status).json({ status: 'error', message: status < 500 ? error.message : 'Something went wrong' });
});

/** Mongoose queues queries until it is connected. */
export function connect() {
  return mongoose.connect(process.env.MONGODB_URI, { maxPoolSize: Number(process.env.POOL_SIZE ?? 10) });
}
